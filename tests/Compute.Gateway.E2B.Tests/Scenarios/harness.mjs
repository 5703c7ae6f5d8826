// What scenarios are written with.
import assert from 'node:assert/strict'
import { Sandbox } from 'e2b'

/** The scenarios that were declared. */
export const scenarios = []

/** Declares a scenario. Its name is that of the test. */
export function scenario(name, run) {
  scenarios.push({ name, run })
}

/** Runs something with a sandbox of its own. */
export async function withSandbox(run, options = {}) {
  const sandbox = await Sandbox.create(options)
  try {
    return await run(sandbox)
  } finally {
    await sandbox.kill().catch(() => {})
  }
}

/** Waits until something is so; it fails after 30 seconds. */
export async function until(what, check) {
  const end = Date.now() + 30_000
  for (;;) {
    const value = await check()
    if (value) {
      return value
    }

    assert.ok(Date.now() < end, `not within 30 seconds: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Waits for the error that a call throws, and compares its class. */
export async function throws(type, call, message) {
  const error = await call().then(() => undefined, (thrown) => thrown)
  assert.ok(error, `nothing was thrown, expected ${type.name}`)
  assert.equal(error.constructor.name, type.name, `${error.constructor.name}: ${error.message}`)
  if (message) {
    assert.match(error.message, message)
  }

  return error
}
