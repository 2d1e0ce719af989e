// A dashboard on three counts of the API: histogram, facets and network. The
// filters are the page's own query, under the API's names, and each click on a
// bar changes them; what the page shows is always one question.
//
//   index.html?api=http://localhost:8080&story=us-ukraine-peace-talks&interval=day

const { Plot } = globalThis

const address = new URL(location.href)
const api = address.searchParams.get('api') ?? 'http://localhost:8080'

/** What the page itself takes; all else in its query is a filter of the API. */
const own = new Set(['api', 'interval'])
const byId = (id) => document.getElementById(id)

/** The address of a view under the page's filters. */
function viewOf(path, parameters = {}) {
  const url = new URL(`/v1/events${path}`, api)
  for (const [name, value] of address.searchParams) {
    if (!own.has(name)) url.searchParams.append(name, value)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

/** An answer, or an error that says what the API said. */
async function ask(url) {
  const response = await fetch(url).catch((err) => {
    throw new Error(`The API at ${api} does not answer: ${err.message}`)
  })
  const body = await response.json()
  if (!response.ok) throw new Error(body.detail)
  return body
}

function views() {
  const interval = address.searchParams.get('interval') ?? 'month'
  return {
    histogram: viewOf('/histogram', { interval, by: 'type' }),
    facets: viewOf('/facets', { by: 'type,actor', limit: 12 }),
    network: viewOf('/network', { limit: 12 }),
  }
}

let shown // the answers that the page shows
let asked = 0

/** Asks anew and draws. Of two questions on their way, the later one counts. */
async function refresh() {
  const turn = ++asked
  const urls = views()
  try {
    const [histogram, facets, network, list] = await Promise.all([
      ...Object.values(urls).map(ask),
      ask(viewOf('', { limit: 1, count: true, fields: 'id' })),
    ])
    if (turn !== asked) return
    shown = { histogram, facets: facets.data, network: network.data, total: list.page.total }
    byId('problem').hidden = true
    draw()
  } catch (err) {
    if (turn !== asked) return
    byId('problem').textContent = err.message
    byId('problem').hidden = false
  }
  for (const link of document.querySelectorAll('[data-csv]')) {
    const url = new URL(urls[link.dataset.csv])
    url.searchParams.set('format', 'csv')
    link.href = url
  }
  document.body.dataset.turn = turn // drawn: for tests, and for whoever waits
}

function draw() {
  const { histogram, facets, network, total } = shown
  const focused = document.activeElement?.dataset.row
  byId('title').textContent = total === 1 ? '1 event' : `${total.toLocaleString('en')} events`
  byId('histogram').replaceChildren(...(histogram.data.length ? [legend(histogram.data), drawHistogram(histogram.data, widthOf('histogram'))] : []))
  byId('undated').textContent = undatedWords(histogram.undated, total)
  byId('type').replaceChildren(drawFacet('type', facets.type, colourOf, widthOf('type')))
  byId('actor').replaceChildren(drawFacet('actor', facets.actor, () => 'currentColor', widthOf('actor')))
  byId('network').replaceChildren(drawNetwork(network, widthOf('network')))
  showChosen(facets)
  if (focused) document.querySelector(`[data-row="${CSS.escape(focused)}"]`)?.focus()
}

const widthOf = (id) => byId(id).clientWidth

const palette = ['#4f7fd9', '#e0a100', '#ef6351', '#39a88e', '#a96fe0', '#e879b0', '#8a7a5c', '#5fa8d8', '#7fae3b', '#c98b5a']
const colours = new Map()

/** A type's colour, the same all over the page and while it is open; grey once they run out. */
function colourOf(type) {
  if (!colours.has(type)) colours.set(type, palette[colours.size] ?? '#8d959d')
  return colours.get(type)
}

function drawHistogram(buckets, width) {
  const bars = buckets.flatMap((b) =>
    Object.entries(b.by ?? {}).map(([type, n]) => ({ type, estimate: n.estimate, start: new Date(b.start), end: new Date(b.end) })))
  const vague = buckets.filter((b) => b.certain !== b.possible).map((b) => ({ ...b, middle: new Date((Date.parse(b.start) + Date.parse(b.end)) / 2) }))
  const thick = Math.min(1.5, width / buckets.length / 4)
  const cap = { draw: (context) => { context.moveTo(-3 * thick, 0); context.lineTo(3 * thick, 0) } }
  return Plot.plot({
    width, height: 260, marginLeft: 32, marginTop: 24,
    x: { type: 'utc', domain: [new Date(buckets[0].start), new Date(buckets.at(-1).end)], label: null },
    y: { grid: true, label: `events a ${address.searchParams.get('interval') ?? 'month'}`, ticks: 4, nice: true },
    marks: [
      Plot.rectY(bars, Plot.stackY({
        x1: 'start', x2: 'end', y: 'estimate', fill: (d) => colourOf(d.type), insetLeft: thick / 3, insetRight: thick / 3,
        title: (d) => `${d.type}: ${round(d.estimate)}`, className: 'bars',
      })),
      Plot.ruleX(vague, { x: 'middle', y1: 'certain', y2: 'possible', strokeWidth: thick, className: 'error-bars' }),
      Plot.dot(vague, { x: 'middle', y: 'certain', symbol: cap, strokeWidth: thick }),
      Plot.dot(vague, { x: 'middle', y: 'possible', symbol: cap, strokeWidth: thick }),
      Plot.ruleY([0]),
    ],
  })
}

/** The types that the histogram has a bar of. */
function legend(buckets) {
  const list = document.createElement('ul')
  list.className = 'legend'
  for (const type of new Set(buckets.flatMap((b) => Object.keys(b.by ?? {})))) {
    const item = document.createElement('li')
    const swatch = document.createElement('i')
    swatch.style.background = colourOf(type)
    item.append(swatch, type)
    list.append(item)
  }
  return list
}

function undatedWords(undated, total) {
  if (undated === 0) return total === 0 ? 'Nothing is left to draw.' : 'Every event is drawn.'
  const drawn = total - undated
  return `${drawn || 'None'} of ${total} events ${drawn > 1 ? 'are' : 'is'} drawn. ${undated} ${undated === 1 ? 'has' : 'have'} no known date, or one that is open at an end.`
}

/** The rows of a facet as bars; a click on a row changes the filter of its name. */
function drawFacet(name, rows, colour, width) {
  const chosen = address.searchParams.getAll(name)
  const plot = Plot.plot({
    width, height: 26 * rows.length + 8, marginLeft: 144, marginRight: 28, marginTop: 4, marginBottom: 4,
    x: { axis: null, domain: [0, Math.max(1, ...rows.map((r) => r.count))] },
    y: { domain: rows.map((r) => r.value), label: null, tickSize: 0, padding: 0.25 },
    marks: [
      Plot.axisY({ tickSize: 0, tickFormat: (v) => rows.find((r) => r.value === v).label, lineWidth: 11, textOverflow: 'ellipsis-end' }),
      Plot.barX(rows, {
        x: 'count', y: 'value', fill: (r) => colour(r.value), className: 'bars',
        fillOpacity: (r) => (chosen.length === 0 || chosen.includes(r.value) ? 0.9 : 0.4),
      }),
      Plot.text(rows, { x: 'count', y: 'value', text: 'count', textAnchor: 'start', dx: 5 }),
    ],
  })
  const scale = plot.scale('y')
  for (const row of rows) {
    // The whole row is the button, not only the bar, which may be short.
    const hit = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    const on = chosen.includes(row.value)
    const attributes = {
      x: 0, width, y: scale.apply(row.value) - 3, height: scale.bandwidth + 6, fill: 'transparent', role: 'button', tabindex: 0,
      'aria-label': `${row.label}: ${row.count}`, 'aria-pressed': on, 'data-row': `${name}=${row.value}`,
    }
    for (const [attribute, value] of Object.entries(attributes)) hit.setAttribute(attribute, value)
    hit.addEventListener('click', () => toggle(name, row.value))
    hit.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      toggle(name, row.value)
    })
    plot.append(hit)
  }
  return plot
}

function drawNetwork({ nodes, edges }, width) {
  const names = new Map(nodes.map((n) => [n.id, n.name]))
  return Plot.plot({
    width, height: 26 * nodes.length + 8, marginLeft: Math.min(width / 2, 13 * nodes.length + 8), marginTop: 4, marginBottom: 4,
    x: { axis: null, domain: [0, 1] },
    y: { type: 'point', axis: null, domain: nodes.map((n) => n.id), padding: 0.5 },
    r: { range: [2, 6] },
    marks: [
      Plot.arrow(edges, {
        x1: 0, x2: 0, y1: 'source', y2: 'target', bend: 90, sweep: '+y', headLength: 0, strokeOpacity: 0.5,
        strokeWidth: (e) => Math.min(6, Math.sqrt(e.events) * 1.4), title: (e) => `${names.get(e.source)} with ${names.get(e.target)}: ${e.events}`,
      }),
      Plot.dot(nodes, { x: 0, y: 'id', r: 'events', fill: 'currentColor', stroke: 'var(--paper)' }),
      Plot.text(nodes, { x: 0, y: 'id', text: 'name', textAnchor: 'start', dx: 12, lineWidth: 12, textOverflow: 'ellipsis-end' }),
    ],
  })
}

const round = (n) => Number(n.toFixed(2))

/** Adds a value to the filters, or takes it away, and asks anew. */
function toggle(name, value) {
  const values = address.searchParams.getAll(name)
  address.searchParams.delete(name)
  const left = values.includes(value) ? values.filter((v) => v !== value) : [...values, value]
  for (const v of left) address.searchParams.append(name, v)
  history.replaceState(null, '', address)
  return refresh()
}

/** The filters in force, each with a button that takes it away. */
function showChosen(facets) {
  const buttons = [...address.searchParams].filter(([name]) => !own.has(name)).map(([name, value]) => {
    const button = document.createElement('button')
    const label = facets[name]?.find((row) => row.value === value)?.label ?? value
    button.textContent = `${name}: ${label} ×`
    button.addEventListener('click', () => toggle(name, value))
    return button
  })
  byId('chosen').replaceChildren(...(buttons.length ? buttons : ['All that the server has. Click a bar below to narrow it.']))
}

byId('interval').value = address.searchParams.get('interval') ?? 'month'
byId('interval').addEventListener('change', (event) => {
  address.searchParams.set('interval', event.target.value)
  history.replaceState(null, '', address)
  void refresh()
})
let width = 0
new ResizeObserver(() => {
  if (!shown || document.body.clientWidth === width) return
  width = document.body.clientWidth
  draw()
}).observe(document.body)
await refresh()
