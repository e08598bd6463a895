// Shows CSAF documents to the tests of the specification: its schema, and all
// tests that are mandatory. Says in JSON what they find.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [lib, ...files] = process.argv.slice(2)
const from = name => import(pathToFileURL(lib + '/' + name))
const { default: validate } = await from('validate.js')
const tests = [...Object.values(await from('schemaTests.js')), ...Object.values(await from('mandatoryTests.js'))]
const found = []
for (const file of files) {
  const said = await validate(tests, JSON.parse(readFileSync(file, 'utf8')))
  for (const test of said.tests)
    for (const error of test.errors) found.push({ file, test: test.name, text: `${error.instancePath} ${error.message}` })
}
console.log(JSON.stringify({ tests: tests.length, found }))
