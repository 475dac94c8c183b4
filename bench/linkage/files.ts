import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Shop } from './records.ts'
import { SERVICES } from './words.ts'

/** A file written in pieces. */
export class Lines {
  private readonly file: number
  private waiting: string[] = []
  constructor(
    path: string,
    private readonly encode: (text: string) => Uint8Array = (text) => Buffer.from(text),
  ) {
    this.file = openSync(path, 'w')
  }
  add(line: string): void {
    if (this.waiting.push(line) >= 5_000) this.flush()
  }
  row(cells: readonly (string | number)[]): void {
    this.add(cells.map((it) => (/[",\n]/.test(String(it)) ? `"${String(it).replaceAll('"', '""')}"` : it)).join(','))
  }
  close(): void {
    this.flush()
    closeSync(this.file)
  }
  private flush(): void {
    if (this.waiting.length > 0) writeSync(this.file, this.encode(`${this.waiting.join('\r\n')}\r\n`))
    this.waiting = []
  }
}

/** What is so: which premises a record belongs to, and what each place is. Read by the measurement only. */
export class Truth {
  private readonly links: Lines
  private readonly licensed = new Set<string>()
  private readonly medical = new Set<string>()
  constructor(private readonly folder: string) {
    this.links = new Lines(join(folder, 'truth/truth-links.csv'))
    this.links.add('file,key,premises')
  }
  link(file: string, key: string, premises: string): void {
    this.links.row([file, key, premises])
  }
  licence(premises: string): void {
    this.licensed.add(premises)
  }
  doesMedical(premises: string): void {
    this.medical.add(premises)
  }
  close(shops: ReadonlyMap<string, Shop>): void {
    this.links.close()
    const places = new Lines(join(this.folder, 'truth/truth-premises.csv'))
    places.add('premises,kind,uscc,registered,status,licensed,doesMedical,class')
    for (const [premises, { entity, kind }] of shops) {
      const [licensed, registered] = [this.licensed.has(premises), entity !== null && entity.state === '存续']
      const name = licensed ? (registered ? '有证有照' : '有证无照') : registered ? '有照无证' : '无照无证'
      places.row([
        premises,
        kind,
        entity?.code ?? '',
        registered ? 1 : 0,
        entity?.state ?? '',
        licensed ? 1 : 0,
        this.medical.has(premises) ? 1 : 0,
        name,
      ])
    }
    places.close()
    const services = new Lines(join(this.folder, 'truth/truth-services.csv'))
    services.add('service,nature')
    for (const [nature, names] of Object.entries(SERVICES)) for (const name of names) services.row([name, nature])
    services.close()
  }
}
