// Starts the server under test and a browser to read its pages with.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { atTheEnd } from './end.js'
import { flags } from './flags.js'

export const root = new URL('../../../', import.meta.url).pathname
const binary = join(root, 'bin/dateline')

// A server with the bundled story and, when asked, the stories of some files.
export async function startServer (files = []) {
  if (!existsSync(binary)) throw new Error('bin/dateline is missing: make build, or make test-pages, which builds it')
  const dir = mkdtempSync(join(tmpdir(), 'dateline-pages-'))
  await atTheEnd(() => rmSync(dir, { recursive: true, force: true }))
  const db = join(dir, 'test.db')
  if (files.length > 0) await run(['import', '--db', db, join(root, 'data/us-ukraine-peace-talks.yaml'), ...files])
  const server = { log: [], binary, db, stop: async () => { await server.end('SIGTERM'); rmSync(dir, { recursive: true, force: true }) } }
  // Serves at an address, also after it was ended, as by a power cut with SIGKILL.
  server.begin = async addr => {
    const child = spawn(binary, ['serve', '--addr', addr, '--db', db], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = once(child, 'exit')
    server.end = async signal => {
      child.kill(signal)
      await ended
    }
    server.address = await new Promise((resolve, reject) => {
      const read = stream => createInterface({ input: stream }).on('line', line => {
        server.log.push(line)
        const found = line.match(/url=(http:\S+)/)
        if (found) resolve(found[1])
      })
      read(child.stdout)
      read(child.stderr)
      child.once('exit', code => reject(new Error(`the server ended with ${code}: ${server.log.join('\n')}`)))
    })
  }
  await atTheEnd(() => server.stop())
  await server.begin('127.0.0.1:0')
  return server
}

async function run (args) {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', text => { said += text })
  child.stderr.on('data', text => { said += text })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`dateline ${args.join(' ')} ended with ${code}: ${said}`)
}

let launched

// The browser of all tests of this process, which ends after the last of them.
export const startBrowser = () => (launched ??= launch())

export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags
}

async function launch () {
  const browser = await chromium.launch(launchOptions)
  await atTheEnd(() => browser.close())
  return browser
}

// Opens a page and remembers what it says to the console and whom it asks.
export async function open (browser, url, { width = 1280, height = 900, scheme = 'light', js = true, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, javaScriptEnabled: js, ...more })
  const page = await context.newPage()
  const heard = []
  page.on('console', message => heard.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => heard.push(`error: ${error}`))
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && origin !== new URL(url).origin) heard.push(`asks ${request.url()}`)
  })
  const answer = await page.goto(url)
  return { page, heard, answer, close: () => context.close() }
}

// Unfolds all that a page folds away; it runs in the page.
export const unfold = () => document.querySelectorAll('details').forEach(details => { details.open = true })

// What every kind of page looks like, with a story that has a lot in it.
export const story = '/stories/us-ukraine-peace-talks'
export const pages = {
  home: '/',
  story,
  'story-filtered': `${story}?actor=mike-waltz&order=-date`,
  'story-empty': `${story}?type=sanction`,
  hostile: '/stories/hostile',
  explore: '/explore?actor=ukraine&affiliated=true&from=2025-03&to=2025-03',
  'explore-all': '/explore',
  'explore-list': '/explore?view=list&q=talks',
  'explore-empty': '/explore?type=sanction&actor=nato',
  embed: '/embed/us-ukraine-peace-talks',
  docs: '/docs',
  'docs-routes': '/docs/events',
  mistake: '/stories/no-such-story'
}

// And in a story of the tests, from right to left.
export const all = { ...pages, rtl: '/stories/right-to-left' }
