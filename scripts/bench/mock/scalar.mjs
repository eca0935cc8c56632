// Serves a document with @scalar/mock-server, as its own documentation shows: node scalar.mjs PACKAGE DOCUMENT PORT
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [home, file, port] = process.argv.slice(2)
const require = createRequire(`${home}/package.json`)
const load = (path) => import(pathToFileURL(path))
const { createMockServer } = await load(`${home}/dist/index.js`)
const { serve } = await load(require.resolve('@hono/node-server'))

const app = await createMockServer({ document: JSON.parse(readFileSync(file, 'utf8')) })
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
