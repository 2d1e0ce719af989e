// What axe-core finds on a page, by the rules of WCAG 2.2 AA and its best practices.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { colours, rules } from './rules.js'

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

async function found (page, options) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe)
  const { testEngine, violations } = await page.evaluate(options => globalThis.axe.run({ resultTypes: ['violations'], selectors: false, ...options }), options)
  assert.equal(testEngine.name, 'axe-core')
  return violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`)
}

// What it finds on a page as it stands.
export const violations = page => found(page, { runOnly: rules })

// What it finds in the colours of a page alone.
export const faded = page => found(page, { runOnly: { type: 'rule', values: colours }, preload: false })

// Holds a page to all rules in light colours, and to those of colours in dark ones, which
// change nothing else: colours.test.js holds the style sheets to that.
export async function holds (page, what) {
  for (const [colorScheme, look] of [['light', violations], ['dark', faded]]) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await look(page), [], `${what} ${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
