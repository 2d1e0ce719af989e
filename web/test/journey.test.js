// From an empty desk to a timeline that others read: how many actions it takes, on a
// phone, by keyboard alone, and without scripts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { violations } from './lib/axe.js'
import { firstLink, signIn } from './lib/editing.js'
import { open, startBrowser, startServer } from './lib/server.js'

const article = `The harbour is open again

The harbour reopened on 5 March 2025, after four years of work. “Ships are welcome,” the port authority said. Work had begun on 3 May 2021. It cost 4 million. The old pier was closed in early 2020.
`

// A page whose actions are counted: what is typed into a field is one, what is pressed
// another.
function counted (page) {
  const actions = []
  const note = (what, act) => async (...args) => {
    actions.push(`${what} ${args[0]}`)
    return act(...args)
  }
  return { actions, press: note('press', selector => page.click(selector)), type: note('type', (selector, text) => page.fill(selector, text)), tick: note('tick', selector => page.check(selector)) }
}

// What a reader without an account gets of an event.
async function published (server, story, title) {
  const { data } = await (await fetch(`${server.address}/v1/events?story=${story}`)).json()
  return data.find(event => event.title === title)
}

for (const [name, options] of [['on a phone', { width: 360, height: 800 }], ['without scripts', { js: false }]]) {
  test(`a first event is published in at most 25 actions, ${name}, and five are in a minute's work more`, async () => {
    const server = await startServer()
    const { page, close } = await open(await startBrowser(), await firstLink(server), options)
    const { actions, press, type, tick } = counted(page)
    actions.push('open the link')
    await type('#name', 'Olena Kovalenko')
    await press('main button')
    await page.waitForURL(/\/edit$/)
    await press('a[href="/edit/new"]')
    await type('#text', article)
    await press('form[data-new] button')
    const addEvent = async (sentence, title) => {
      if (!await page.isVisible(`#s${sentence} input`)) await press('.work-tabs a[href*="pane=source"]')
      await tick(`#s${sentence} input`)
      await press('button[name="action"][value="event"]')
      await page.waitForURL(/event=new-.*#record/)
      await type('#title', title)
      if (options.js === false) await press('.event-form .save button')
      else await page.waitForFunction(title => document.querySelector('#event-heading').textContent === title, title)
    }
    await addEvent(2, 'The harbour reopens')
    await press('.work-bar a.button--main')
    if (options.js !== false) assert.deepEqual(await violations(page), [])
    await press('form[action$="/publish"] button[type="submit"]')
    await page.waitForSelector('a[href$="/stories/the-harbour-is-open-again"]')
    assert.ok(actions.length <= 25, `${actions.length} actions: ${actions.join(', ')}`)
    const event = await published(server, 'the-harbour-is-open-again', 'The harbour reopens')
    assert.equal(event.date.edtf, '2025-03-05')
    assert.deepEqual(event.citations.map(citation => [citation.grade, citation.exact]), [['proved', undefined]])

    const before = actions.length
    await page.goto(new URL('/edit/stories/the-harbour-is-open-again', page.url()).href)
    for (const [sentence, title] of [[3, 'Ships are welcomed'], [4, 'Work begins'], [5, 'The cost is told'], [6, 'The old pier closes']]) await addEvent(sentence, title)
    await press('.work-bar a.button--main')
    if (await page.isVisible('#reason')) await type('#reason', 'More of the article')
    await press('form[action$="/publish"] button[type="submit"]')
    await page.waitForSelector('a[href$="/stories/the-harbour-is-open-again"]')
    assert.ok(actions.length - before <= 25, `${actions.slice(before).join(', ')}`)
    assert.equal((await published(server, 'the-harbour-is-open-again', 'Work begins')).date.edtf, '2021-05-03')
    await close()
    await server.stop()
  })
}

test('the same by keyboard alone', async () => {
  const server = await startServer()
  const { page, close } = await signIn(await startBrowser(), server)
  const tabTo = async selector => {
    for (let i = 0; i < 300; i++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(selector => document.activeElement.matches(selector), selector)) return
    }
    assert.fail(`Tab does not lead to ${selector}`)
  }
  await tabTo('a[href="/edit/new"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/edit\/new/)
  await tabTo('#text')
  await page.keyboard.insertText(article)
  await tabTo('form[data-new] button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/stories\/the-harbour/)
  await tabTo('button[value="event"]')
  await tabTo('#s2 input')
  await page.keyboard.press('Space')
  for (let i = 0; i < 60 && !await page.evaluate(() => document.activeElement.matches('button[value="event"]')); i++) await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/event=new-/)
  await page.waitForFunction(() => document.activeElement.id === 'title')
  await page.keyboard.type('The harbour reopens')
  await page.keyboard.press('Control+Enter')
  await page.waitForFunction(() => document.activeElement.closest('li')?.classList.contains('uncited'))
  await page.keyboard.press('F6')
  for (let i = 0; i < 80 && !await page.evaluate(() => document.activeElement.matches('.work-bar a.button--main')); i++) await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/publish/)
  await tabTo('form[action$="/publish"] button[type="submit"]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('a[href$="/stories/the-harbour-is-open-again"]')
  assert.ok(await published(server, 'the-harbour-is-open-again', 'The harbour reopens'))
  await close()
  await server.stop()
})
