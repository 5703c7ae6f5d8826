// Runs the scenarios of one file against a gateway, and writes one line of JSON for each: { name, ok, error }.
import { pathToFileURL } from 'node:url'
import { scenarios } from './harness.mjs'

const [, , file, wanted] = process.argv
await import(pathToFileURL(file).href)
for (const { name, run } of scenarios.filter((one) => !wanted || one.name === wanted)) {
  let error
  try {
    await Promise.race([
      run(),
      new Promise((_, reject) => setTimeout(() => reject(new Error('the scenario hangs: 100 seconds')), 100_000).unref()),
    ])
  } catch (thrown) {
    error = thrown?.stack ?? String(thrown)
  }

  console.log(JSON.stringify({ name, ok: !error, error }))
}

process.exit(0)
