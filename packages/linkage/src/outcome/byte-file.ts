import { closeSync, openSync, writeSync } from 'node:fs'

const SIZE = 1 << 20
/** A line without a text is shorter than that. */
const LINE = 1_024
const FEW = 64

/** A file written as bytes through one buffer: a million lines without a million strings. */
export class ByteFile {
  readonly buffer: Buffer = Buffer.allocUnsafe(SIZE)
  at = 0
  private readonly file: number

  constructor(path: string) {
    this.file = openSync(path, 'w')
  }

  /** Makes room for a line; what is put without a check is bounded by it. */
  room(): void {
    if (this.at > SIZE - LINE) this.flush()
  }

  byte(value: number): void {
    this.buffer[this.at++] = value
  }

  digit(value: number): void {
    this.buffer[this.at++] = 0x30 + value
  }

  bytes(piece: Uint8Array): void {
    if (piece.length > LINE / 4 && this.at + piece.length > SIZE) this.flush()
    // A few bytes are copied sooner than a copy is called.
    if (piece.length < FEW) for (let i = 0; i < piece.length; i++) this.buffer[this.at + i] = piece[i] ?? 0
    else this.buffer.set(piece, this.at)
    this.at += piece.length
  }

  /** Puts bytes once more that were put a moment ago. */
  again(from: number, length: number): void {
    this.buffer.copyWithin(this.at, from, from + length)
    this.at += length
  }

  text(text: string): void {
    if (text.length * 3 > SIZE - this.at) this.flush()
    if (text.length * 3 > SIZE) this.whole(Buffer.from(text))
    else this.at += this.buffer.write(text, this.at)
    this.room()
  }

  flush(): void {
    this.whole(this.buffer.subarray(0, this.at))
    this.at = 0
  }

  close(): void {
    closeSync(this.file)
  }

  private whole(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done)
  }
}
