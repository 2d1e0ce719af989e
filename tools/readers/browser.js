// Chromium, and a page in it that says when anything went wrong.

import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'
import { flags } from '../../web/test/lib/flags.js'
import { atTheEnd } from './end.js'

let launched

/** Starts Chromium for all tests of this process, after which it ends. */
export const startChromium = () => (launched ??= launch())

async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: flags,
  })
  await atTheEnd(() => browser.close())
  return browser
}

/**
 * Opens a page that lets no request leave this machine.
 *
 * Its `complaints` gather warnings and errors of the console and of the page,
 * dialogs, and requests that were refused or failed; its `messages` all that is
 * in the console.
 */
export async function openPage(t, browser, options = {}) {
  const context = await browser.newContext(options)
  t.after(() => context.close())
  const complaints = []
  const messages = []
  await context.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url())
    if (protocol === 'data:' || protocol === 'blob:' || hostname === '127.0.0.1') return route.continue()
    complaints.push(`asks ${route.request().url()}`)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    messages.push(message.text())
    if (['error', 'warning', 'assert'].includes(message.type())) complaints.push(`console, ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (err) => complaints.push(`error: ${err.stack}`))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`)
  })
  return Object.assign(page, { complaints, messages })
}

const types = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.woff': 'font/woff', '.woff2': 'font/woff2',
}

/**
 * Serves folders and texts on loopback; of a folder itself, its index.html.
 * @param mounts what is where: a path that ends in / is a folder's, any other a text's
 * @returns {Promise<string>} its origin
 */
export async function serveFiles(t, mounts) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname).replace(/\/$/, '/index.html')
    try {
      const body = path in mounts ? mounts[path] : await fileUnder(mounts, path)
      response.writeHead(200, { 'content-type': types[extname(path)] ?? types['.html'] }).end(body)
    } catch {
      // A browser asks for an icon of its own accord.
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${server.address().port}`
}

async function fileUnder(mounts, path) {
  const mount = Object.keys(mounts).filter((m) => m.endsWith('/') && path.startsWith(m)).sort((a, b) => b.length - a.length)[0]
  if (!mount) throw new Error(`nothing at ${path}`)
  return readFile(join(mounts[mount], normalize('/' + path.slice(mount.length))))
}
