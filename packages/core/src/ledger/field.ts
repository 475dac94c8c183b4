import { z } from 'zod'

/**
 * The kinds of field a ledger may have. A kind decides the column type, the form input, how a cell is
 * printed and how an imported text is read; nothing else about a field is special.
 */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'texts'
  | 'code'
  | 'codes'
  | 'integer'
  | 'fen'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'ref'
  | 'organisation'
  | 'person'
  | 'file'

/** What a field is, beside its schema. Kept out of zod's own metadata, which wrappers lose and OpenAPI leaks. */
export interface FieldMeta {
  readonly kind: FieldKind
  /** What people call it (Chinese). */
  readonly label: string
  /** The name of the ledger a `ref` points to. */
  readonly target?: string
  /** The dictionary of a code: a key of the plan's dictionaries or of `_base`. */
  readonly dictionary?: string
  /** Found by search: as a name (two characters anywhere, pinyin initials) or as a code (prefix). */
  readonly search?: 'name' | 'code'
  /** The field's former name: the proposed migration renames the column instead of dropping it. */
  readonly was?: string
  /** One line under the input. */
  readonly help?: string
  /** The child whose rows this number counts: inputs offer the rows by their words. */
  readonly rows?: string
  /** The kinds of organisation that an input offers; all when absent. */
  readonly kinds?: readonly string[]
  /** The organisation field of the same input at which the person works; one without a post there is refused. */
  readonly at?: string
}

export type FieldOptions = Pick<FieldMeta, 'search' | 'was' | 'help' | 'kinds' | 'at'> & {
  readonly max?: number
  /** What a text must be beside its length; null when it is, else what is wrong. */
  readonly check?: (text: string) => string | null
}

const metas = z.registry<FieldMeta>()

function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  metas.add(schema, meta)
  return schema
}

const rest = ({ max: _max, check: _check, ...options }: FieldOptions): Omit<FieldOptions, 'max' | 'check'> => options

/** One line of text. */
export const text = (label: string, options: FieldOptions = {}) => {
  const plain = z
    .string()
    .trim()
    .min(1)
    .max(options.max ?? 200)
  const { check } = options
  const judged = check
    ? plain.superRefine((said, context) => {
        const message = check(said)
        if (message !== null) context.addIssue({ code: 'custom', message })
      })
    : plain
  return field(judged, { kind: 'text', label, ...rest(options) })
}

/** Several lines of text. */
export const longText = (label: string, options: FieldOptions = {}) =>
  field(
    z
      .string()
      .trim()
      .min(1)
      .max(options.max ?? 4000),
    { kind: 'long-text', label, ...rest(options) },
  )

/** A list of short texts. */
export const texts = (label: string, options: FieldOptions = {}) =>
  field(z.array(z.string().trim().min(1).max(200)).max(100), { kind: 'texts', label, ...rest(options) })

/** One code of a dictionary. Which codes exist is judged against the plan when the action is decided. */
export const code = (dictionary: string, label: string, options: FieldOptions = {}) =>
  field(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/), { kind: 'code', label, dictionary, ...rest(options) })

/** Several codes of a dictionary. */
export const codes = (dictionary: string, label: string, options: FieldOptions = {}) =>
  field(z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)).max(50), {
    kind: 'codes',
    label,
    dictionary,
    ...rest(options),
  })

export const integer = (label: string, options: FieldOptions = {}) =>
  field(z.int(), { kind: 'integer', label, ...rest(options) })

/** A row of a child of the same record, by its number. */
export const rowOf = (childName: string, label: string, options: FieldOptions = {}) =>
  field(z.int().positive(), { kind: 'integer', label, rows: childName, ...rest(options) })

/** Money in fen. */
export const fen = (label: string, options: FieldOptions = {}) =>
  field(z.int().nonnegative(), { kind: 'fen', label, ...rest(options) })

export const yesNo = (label: string, options: FieldOptions = {}) =>
  field(z.boolean(), { kind: 'boolean', label, ...rest(options) })

/** A date in Asia/Shanghai, `YYYY-MM-DD`. */
export const date = (label: string, options: FieldOptions = {}) =>
  field(z.iso.date(), { kind: 'date', label, ...rest(options) })

/** An instant, UTC with milliseconds. Input may carry any offset; it is stored in UTC. */
export const instant = (label: string, options: FieldOptions = {}) =>
  field(z.iso.datetime({ offset: true }), { kind: 'instant', label, ...rest(options) })

/** A person, by the id of the account that acts. */
export const person = (label: string, options: FieldOptions = {}) =>
  field(z.uuid(), { kind: 'person', label, ...rest(options) })

/** An organisation, by id. Organisation fields are what `sees`, `who` and deadlines are declared over. */
export const organisation = (label: string, options: FieldOptions = {}) =>
  field(z.uuid(), { kind: 'organisation', label, target: 'organisation', ...rest(options) })

/** A stored file, by id. */
export const file = (label: string, options: FieldOptions = {}) =>
  field(z.uuid(), { kind: 'file', label, ...rest(options) })

/** A schema that points at a record of another ledger; `L` lets an action know the type of what it locks. */
export type RefField<L> = z.ZodUUID & { readonly _target?: L }

/** A record of another ledger, by id: the ledger itself, or its name where the definitions would go in a circle. */
export function ref<L extends { readonly name: string }>(
  target: L | string,
  label: string,
  options: FieldOptions = {},
): RefField<L> {
  const name = typeof target === 'string' ? target : target.name
  return field(z.uuid(), { kind: 'ref', label, target: name, ...rest(options) }) as RefField<L>
}

/** Several records of another ledger, by id; for inputs only, never a column. */
export function refs<L extends { readonly name: string }>(target: L | string, label: string): z.ZodArray<RefField<L>> {
  return field(z.array(ref(target, label)).max(200), {
    kind: 'ref',
    label,
    target: typeof target === 'string' ? target : target.name,
  })
}

/** The field's meaning, whatever it is wrapped in. */
export function metaOf(schema: z.ZodType): FieldMeta {
  let inner: z.ZodType = schema
  for (;;) {
    const meta = metas.get(inner)
    if (meta) return meta
    if (inner instanceof z.ZodNullable || inner instanceof z.ZodOptional || inner instanceof z.ZodDefault)
      inner = inner.unwrap() as z.ZodType
    else throw new Error('a ledger field must be made by one of the functions in ledger/field.ts')
  }
}

/** Whether the column may be empty. */
export const isNullable = (schema: z.ZodType): boolean => schema.safeParse(null).success

/** A field as the rest of the kit reads it. */
export interface FieldInfo extends FieldMeta {
  readonly name: string
  readonly nullable: boolean
  readonly schema: z.ZodType
}

/** The fields of an object schema, in their order. */
export function fieldsOf(object: z.ZodObject): FieldInfo[] {
  return Object.entries(object.shape).map(([name, schema]) => ({
    ...metaOf(schema as z.ZodType),
    name,
    nullable: isNullable(schema as z.ZodType) || (schema as z.ZodType).safeParse(undefined).success,
    schema: schema as z.ZodType,
  }))
}
