#!/usr/bin/env node
import { program } from './program.mjs'

const { main } = await import(await program())
process.exitCode = await main(process.argv.slice(2))
