// The documentation: its parts, the way to them from addresses of before, and
// samples that are right in every language.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { open, startBrowser, startServer } from './lib/server.js'

const parts = ['events', 'quotes', 'actors', 'places', 'sources', 'stories', 'topics', 'media', 'history', 'pages', 'desk', 'drafts', 'records', 'server', 'schemas']
const languages = ['curl', 'javascript', 'python', 'go']
let server, browser, dir, between

// A server between the samples and the one that they ask, which notes what is
// asked. A sample asks below an address of its own: /~/ID/LANGUAGE.
async function startBetween (origin) {
  const asked = []
  const listener = createServer((req, res) => {
    const body = []
    const [, id, language, url] = req.url.match(/^\/~\/([^/]+)\/([^/]+)(.*)$/)
    req.on('data', part => body.push(part)).on('end', () => {
      const { authorization, 'content-type': type, 'if-match': match } = req.headers
      const note = { id, language, method: req.method, url, authorization, type, match, body: Buffer.concat(body).toString() }
      asked.push(note)
      const on = ask(origin + url, { method: req.method, headers: { ...req.headers, host: new URL(origin).host } }, answer => {
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

// The samples of a part, which ask the server between.
async function samplesOf (page, part) {
  await page.goto(`${server.address}/docs/${part}`)
  return page.$$eval('.op', (list, [from, to]) => list.map(op => ({
    id: op.id,
    texts: Object.fromEntries([...op.querySelectorAll('[data-in]')].map(e => [e.dataset.in, e.querySelector('.snippet').textContent.replaceAll(from, `${to}/~/${op.id}/${e.dataset.in}`)]))
  })), [server.address, between.address])
}

// Each runs a folder of samples one after the other, each by itself, and writes
// the ids of those that failed, with the reason. A process for each sample took
// most of the time that it took to run them all.
const runners = {
  curl: ['sh', '-c', 'for f in *.sh; do said=$(sh "$f" 2>&1 >/dev/null) || echo "${f%.sh} $said" >> failed; done'],
  javascript: [process.execPath, '--input-type=module', '-e', `
    import { appendFileSync, readdirSync } from 'node:fs'
    for (const file of readdirSync('.').filter(name => name.endsWith('.mjs'))) {
      await import(process.cwd() + '/' + file).catch(error => appendFileSync('failed', file.slice(0, -4) + ' ' + error + '\\n'))
    }`],
  python: ['python3', '-c', `
import glob, runpy
for file in glob.glob('*.py'):
    try:
        runpy.run_path(file, run_name='__main__')
    except BaseException as error:
        open('failed', 'a').write(file[:-3] + ' ' + repr(error) + '\\n')
`],
  go: ['./samples']
}

// Writes the samples of a language where its runner looks for them.
async function prepare (language, all) {
  const folder = join(dir, language)
  mkdirSync(folder)
  writeFileSync(join(folder, 'picture.png'), 'a picture') // which a sample sends
  if (language !== 'go') {
    for (const { id, texts } of all) writeFileSync(join(folder, `${id}.${{ javascript: 'mjs', python: 'py' }[language] ?? 'sh'}`), texts[language])
    return folder
  }
  // All as one program, since each alone would be linked anew. One that fails ends it.
  writeFileSync(join(folder, 'go.mod'), 'module samples\n\ngo 1.21\n')
  all.forEach(({ texts }, i) => {
    mkdirSync(join(folder, `s${i}`))
    assert.ok(texts.go.startsWith('package main\n') && texts.go.includes('\nfunc main() {'), texts.go)
    writeFileSync(join(folder, `s${i}/sample.go`), texts.go.replace('package main', `package s${i}`).replace('func main()', 'func Main()'))
  })
  const imports = all.map((_, i) => `\t"samples/s${i}"\n`).join('')
  const calls = all.map((_, i) => `\ts${i}.Main()\n`).join('')
  writeFileSync(join(folder, 'main.go'), `package main\n\nimport (\n${imports})\n\nfunc main() {\n${calls}}\n`)
  await promisify(execFile)('go', ['build', '-o', 'samples', '.'], { cwd: folder })
  return folder
}

// Runs the samples of a language, and says which failed and why.
async function run (language, all) {
  const folder = await prepare(language, all)
  const [file, ...args] = runners[language]
  const child = spawn(file, args, { cwd: folder, env: { ...process.env, DATELINE_TOKEN: 'a-token' }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', text => { said += text })
  const [code] = await once(child, 'close')
  assert.equal(code, 0, `${language}: ${said}`)
  const failed = join(folder, 'failed')
  return Object.fromEntries(existsSync(failed) ? readFileSync(failed, 'utf8').trim().split('\n').map(line => [line.split(' ')[0], line]) : [])
}

test('the samples of a route ask for the same in every language', async () => {
  const { page, close } = await open(browser, server.address + '/docs', { js: false })
  const all = []
  for (const part of parts.slice(0, -1)) all.push(...await samplesOf(page, part))
  await close()
  assert.ok(all.length > 50, `${all.length} routes`)
  for (const { id, texts } of all) assert.deepEqual(Object.keys(texts), languages, id)
  const failed = Object.fromEntries(await Promise.all(languages.map(async language => [language, await run(language, all)])))
  for (const { id } of all) {
    const requests = {}
    for (const language of languages) {
      const asked = between.asked.filter(note => note.id === id && note.language === language)
      assert.equal(asked.length, 1, `${id} in ${language}: ${failed[language][id]}`)
      const { status, id: _, language: __, ...request } = asked[0]
      if (request.body.startsWith('{') && request.type !== 'application/x-ndjson') request.body = JSON.parse(request.body)
      requests[language] = request
      // A token that is none is refused; Python takes that for an error. Below /edit it takes a session, which no sample has.
      if (request.url === '/edit') assert.equal(status, 200)
      else if (id === 'getPicture') assert.equal(status, 404) // which nobody has uploaded
      else assert.equal(status, request.authorization || request.url.startsWith('/edit/') && !(request.method === 'GET' && id === 'getInvitation') ? 401 : 200, `${id} in ${language}`)
      if (status < 400 || language !== 'python') assert.equal(failed[language][id], undefined)
    }
    for (const language of languages) assert.deepEqual(requests[language], requests.curl, `${id} in ${language}`)
    if (requests.curl.url.startsWith('/edit')) assert.equal(requests.curl.authorization, undefined, id)
    else assert.equal(requests.curl.authorization, requests.curl.method === 'GET' && id !== 'getSourceText' ? undefined : 'Bearer a-token', id)
  }
})

test('addresses of before the parts lead on to where the route or shape is', async () => {
  const { page, heard, close } = await open(browser, server.address)
  const plain = await open(browser, server.address, { js: false })
  for (const [anchor, part] of [['listEvents', 'events'], ['getActor', 'actors'], ['tag-quotes', 'quotes'], ['schema-Event', 'schemas']]) {
    await page.goto(`${server.address}/docs#${anchor}`)
    await page.waitForURL(`**/docs/${part}${anchor.startsWith('tag-') ? '' : '#' + anchor}`)
    if (!anchor.startsWith('tag-')) assert.equal(await page.evaluate(() => document.querySelector(':target').id), anchor)
    assert.deepEqual(heard, [])
    await plain.page.goto(`${server.address}/docs?lang=uk#${anchor}`)
    await plain.page.locator(':target > a').click()
    await plain.page.waitForURL(`**/docs/${part}?lang=uk*`)
  }
  await plain.close()
  await page.goto(`${server.address}/docs#unknown-parameter`)
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
