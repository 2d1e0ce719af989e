// Takes the pictures that docs/dashboards.md shows, each with its own program. Debian has
// those that npm has not: python3-pandas, python3-matplotlib, r-base-core, r-cran-ggplot2,
// libreoffice-calc-nogui, python3-uno, poppler-utils. What is not there is left as it is.

import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openPage, serveFiles, startChromium } from './browser.js'
import { examples, startWithPort } from './dateline.js'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const picture = (name) => path(`../../docs/images/${name}.png`)
const written = 'http://localhost:8080'

test('pictures of dashboards', async (t) => {
  const dateline = await startWithPort()
  const folder = await mkdtemp(join(tmpdir(), 'dateline-pictures-'))
  t.after(() => rm(folder, { recursive: true }))

  for (const name of ['topics', 'weeks']) {
    await t.test(`Vega-Lite: ${name}`, async (t) => {
      const spec = JSON.parse((await readFile(join(examples, `${name}.vl.json`), 'utf8')).replaceAll(written, dateline.origin))
      const page = await open(t, {
        '/index.html': '<!doctype html><title>Vega-Lite</title><body></body>',
        '/vega.js': await readFile(path('node_modules/vega/build/vega.min.js')), '/vega-lite.js': await readFile(path('node_modules/vega-lite/build/vega-lite.min.js')),
      })
      for (const script of ['/vega.js', '/vega-lite.js']) await page.addScriptTag({ url: script })
      await page.evaluate(async (spec) => {
        const view = new globalThis.vega.View(globalThis.vega.parse(globalThis.vegaLite.compile(spec).spec), { renderer: 'svg', container: document.body })
        await view.runAsync()
      }, spec)
      await page.locator('svg').screenshot({ path: picture(`${name}-vega-lite`) })
    })
  }
  await t.test('Observable Plot: roles', async (t) => {
    const page = await open(t, { '/': examples, '/node_modules/': path('node_modules/') }, `/roles.html?api=${dateline.origin}`)
    await page.locator('figure svg').last().waitFor()
    await page.locator('figure').screenshot({ path: picture('roles-plot') })
  })
  const scripts = [
    ['pandas', '/usr/bin/python3', 'basis.py', [picture('basis-pandas')]],
    ['pandas', '/usr/bin/python3', 'weeks.py', [picture('weeks-pandas')]],
    ['R', 'Rscript', 'status.R', [picture('status-r')]],
    ['R', 'Rscript', 'weeks.R', [picture('weeks-r')]],
    ['LibreOffice Calc', '/usr/bin/python3', 'sheet.py', [folder]],
  ]
  for (const [program, command, script, to] of scripts) {
    await t.test(`${program}: ${script}`, async (t) => {
      try {
        t.diagnostic((await promisify(execFile)(command, [join(examples, script), dateline.origin, ...to])).stdout)
      } catch (err) {
        if (!/ENOENT|No module named|there is no package/.test(`${err.code} ${err.stderr}`)) throw err
        t.skip(`${program} is not installed: ${err.message.split('\n')[0]}`)
        return
      }
      if (script === 'sheet.py') for (const name of ['places-calc', 'months-calc']) await copyFile(join(folder, `${name}.png`), picture(name))
    })
  }
})

async function open(t, mounts, at = '/') {
  const page = await openPage(t, await startChromium(), { viewport: { width: 1000, height: 700 }, colorScheme: 'light' })
  await page.goto((await serveFiles(t, mounts)) + at)
  return page
}
