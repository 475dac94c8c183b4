/** The item catalogue cannot be read, so that no service can be judged. */
export class CatalogueFault extends Error {}
