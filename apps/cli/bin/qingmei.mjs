#!/usr/bin/env node
// The source is TypeScript and is run as it is: tsx is registered first, then the command line begins.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('../src/main.ts')
process.exitCode = await main(process.argv.slice(2))
