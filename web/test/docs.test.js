// The documentation: its parts, the way to them from addresses of before, and
// samples that are right in every language.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { open, startBrowser, startServer } from './lib/server.js'

const parts = ['events', 'quotes', 'actors', 'places', 'sources', 'stories', 'topics', 'history', 'pages', 'server', 'schemas']
const languages = ['curl', 'javascript', 'python', 'go']
let server, browser, dir, between

// A server between a sample and the one that it asks, which notes what is asked.
async function startBetween (origin) {
  const asked = []
  const listener = createServer((req, res) => {
    const body = []
    req.on('data', part => body.push(part)).on('end', () => {
      const { authorization, 'content-type': type, 'if-match': match } = req.headers
      const note = { method: req.method, url: req.url, authorization, type, match, body: Buffer.concat(body).toString() }
      asked.push(note)
      const on = ask(origin + req.url, { method: req.method, headers: { ...req.headers, host: new URL(origin).host } }, answer => {
        note.status = answer.statusCode
        res.writeHead(answer.statusCode, answer.headers)
        if (answer.headers['content-type']?.startsWith('text/event-stream')) answer.once('data', part => { res.end(part); on.destroy() })
        else answer.pipe(res)
      })
      on.on('error', () => res.end())
      on.end(Buffer.concat(body))
    })
  })
  await new Promise(resolve => listener.listen(0, '127.0.0.1', resolve))
  return { asked, address: `http://127.0.0.1:${listener.address().port}`, stop: () => { listener.close(); listener.closeAllConnections() } }
}

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-samples-'))
  server = await startServer()
  between = await startBetween(server.address)
  browser = await startBrowser()
})
after(async () => {
  between?.stop()
  rmSync(dir, { recursive: true, force: true })
})

// The samples of a part, which asks the server between.
async function samplesOf (page, part) {
  await page.goto(`${server.address}/docs/${part}`)
  return page.$$eval('.op', (list, [from, to]) => list.map(op => ({
    id: op.id,
    texts: Object.fromEntries([...op.querySelectorAll('[data-in]')].map(e => [e.dataset.in, e.querySelector('.snippet').textContent.replaceAll(from, to)]))
  })), [server.address, between.address])
}

// Runs a program and says how it ended.
function run (file, args) {
  return new Promise(resolve => {
    const child = spawn(file, args, { env: { ...process.env, DATELINE_TOKEN: 'a-token' }, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', text => { said += text })
    child.on('close', code => resolve({ code, said }))
  })
}

test('the samples of a route ask for the same in every language', async () => {
  const { page, close } = await open(browser, server.address + '/docs', { js: false })
  const all = []
  for (const part of parts.slice(0, -1)) all.push(...await samplesOf(page, part))
  await close()
  assert.ok(all.length > 50, `${all.length} routes`)
  // All samples of Go as one program, since each alone would be linked anew.
  mkdirSync(join(dir, 'go'))
  writeFileSync(join(dir, 'go/go.mod'), 'module samples\n\ngo 1.21\n')
  all.forEach(({ texts }, i) => {
    mkdirSync(join(dir, `go/s${i}`))
    assert.ok(texts.go.startsWith('package main\n') && texts.go.includes('\nfunc main() {'), texts.go)
    writeFileSync(join(dir, `go/s${i}/sample.go`), texts.go.replace('package main', `package s${i}`).replace('func main()', 'func Main()'))
  })
  const imports = all.map((_, i) => `\t"samples/s${i}"\n`).join('')
  const calls = all.map((_, i) => `\t\ts${i}.Main,\n`).join('')
  writeFileSync(join(dir, 'go/main.go'), `package main\n\nimport (\n\t"os"\n\t"strconv"\n\n${imports})\n\nfunc main() {\n\ti, _ := strconv.Atoi(os.Args[1])\n\t[]func(){\n${calls}\t}[i]()\n}\n`)
  await promisify(execFile)('go', ['build', '-o', join(dir, 'samples'), '.'], { cwd: join(dir, 'go') })
  for (const [i, { id, texts }] of all.entries()) {
    assert.deepEqual(Object.keys(texts), languages, id)
    const requests = {}
    for (const [language, text] of Object.entries(texts)) {
      between.asked.length = 0
      const file = join(dir, `sample.${{ javascript: 'mjs', python: 'py' }[language] ?? 'sh'}`)
      writeFileSync(file, text)
      const { code, said } = await (language === 'go' ? run(join(dir, 'samples'), [String(i)]) : run({ curl: 'sh', javascript: process.execPath, python: 'python3' }[language], [file]))
      assert.equal(between.asked.length, 1, `${id} in ${language} ends with ${code}: ${said}`)
      const { status, ...asked } = between.asked[0]
      if (asked.body.startsWith('{') && asked.type !== 'application/x-ndjson') asked.body = JSON.parse(asked.body)
      requests[language] = asked
      // A token that is none is refused; Python takes that for an error.
      assert.equal(status, asked.authorization ? 401 : 200, `${id} in ${language}`)
      if (status < 400 || language !== 'python') assert.equal(code, 0, `${id} in ${language}: ${said}`)
    }
    for (const language of languages) assert.deepEqual(requests[language], requests.curl, `${id} in ${language}`)
    assert.equal(requests.curl.authorization, requests.curl.method === 'GET' && id !== 'getSourceText' ? undefined : 'Bearer a-token', id)
  }
})

test('addresses of before the parts lead on to where the route or shape is', async () => {
  for (const [anchor, part] of [['listEvents', 'events'], ['getActor', 'actors'], ['tag-quotes', 'quotes'], ['schema-Event', 'schemas']]) {
    const { page, heard, close } = await open(browser, `${server.address}/docs#${anchor}`)
    await page.waitForURL(`**/docs/${part}${anchor.startsWith('tag-') ? '' : '#' + anchor}`)
    if (!anchor.startsWith('tag-')) assert.equal(await page.evaluate(() => document.querySelector(':target').id), anchor)
    assert.deepEqual(heard, [])
    await close()
    const plain = await open(browser, `${server.address}/docs?lang=uk#${anchor}`, { js: false })
    await plain.page.locator(':target > a').click()
    await plain.page.waitForURL(`**/docs/${part}?lang=uk*`)
    await plain.close()
  }
  const { page, close } = await open(browser, `${server.address}/docs#unknown-parameter`)
  assert.equal(await page.evaluate(() => document.querySelector(':target').id), 'unknown-parameter')
  await close()
})

test('a language is chosen by radio buttons, without scripts for one route and with them for all', async () => {
  const shown = page => page.$$eval('.samples', list => list.map(e => [...e.querySelectorAll('[data-in]')].filter(s => s.checkVisibility()).map(s => s.dataset.in).join()))
  const plain = await open(browser, `${server.address}/docs/actors`, { js: false })
  assert.deepEqual([...new Set(await shown(plain.page))], ['curl'])
  await plain.page.locator('.samples').nth(1).getByLabel('Python').check()
  assert.deepEqual((await shown(plain.page)).slice(0, 3), ['curl', 'python', 'curl'])
  await plain.close()
  const { page, heard, close } = await open(browser, `${server.address}/docs/actors`)
  const third = page.locator('.samples').nth(2).getByLabel('Go')
  await third.scrollIntoViewIfNeeded()
  const top = await third.evaluate(e => e.getBoundingClientRect().top)
  await third.check()
  assert.ok(Math.abs(await third.evaluate(e => e.getBoundingClientRect().top) - top) < 2, 'what was chosen stays where it is')
  assert.deepEqual([...new Set(await shown(page))], ['go'])
  await page.goto(`${server.address}/docs/events`)
  assert.deepEqual([...new Set(await shown(page))], ['go'])
  assert.deepEqual(heard, [])
  await close()
})
