// What a reader does with the strip of a timeline, on the pages and in the
// element alike. Each mark is a link, .at, to its event. Here its words come up
// beside it, the arrow keys lead from mark to mark with one stop for Tab, what
// is near a mark counts as on it, and a stretch of time is chosen by dragging,
// or with Shift and the arrow keys.

const near = 12 // pixels around a mark in which it is meant: targets of 24
const least = 6 // pixels from which a drag is one

/**
 * Attends to a strip. With choose, which gets the first and the last date of a
 * stretch as EDTF, readers can choose one.
 */
export function attend (grid, choose) {
  const strip = grid.parentElement
  const rtl = getComputedStyle(grid).direction === 'rtl'
  const marks = [...grid.querySelectorAll('.at')]
  const boxOf = e => e.getBoundingClientRect()
  const plot = () => boxOf(grid.querySelector('.m'))
  const [pick, tip] = ['strip__pick', 'strip__tip'].map(name => {
    const e = document.createElement('div')
    e.className = name
    e.hidden = true
    e.ariaHidden = true // what it says, the marks say
    grid.after(e)
    return e
  })
  let shown // the mark whose words are up
  let leaving // in a moment they will be gone
  let start // where a drag began
  let range // the two ends of a stretch, in pixels of the window
  let anchor // the mark from which the keys choose it

  marks.forEach((mark, i) => {
    const title = mark.querySelector('title') // which a browser shows, too, and to pointers alone
    if (title) {
      mark.ariaLabel = title.textContent
      title.remove()
    }
    mark.tabIndex = i ? -1 : 0
  })

  function say (words, { left, right, bottom }) {
    const frame = boxOf(strip)
    tip.textContent = words
    tip.hidden = false
    document.addEventListener('keydown', dismiss)
    const x = Math.min((left + right - tip.offsetWidth) / 2, frame.right - tip.offsetWidth)
    tip.style.left = Math.max(x - frame.left, 0) + 'px'
    tip.style.top = bottom - frame.top + 'px'
  }

  function show (mark) {
    clearTimeout(leaving)
    if (mark && mark !== shown) say(mark.ariaLabel, boxOf(mark))
    tip.hidden = !mark
    shown = mark
    if (!mark) document.removeEventListener('keydown', dismiss)
  }

  function dismiss (e) {
    if (e.key !== 'Escape') return
    start = undefined
    stretch()
    show()
  }

  // Words stay while the pointer goes to them, and those of the focus come back.
  function leave () {
    clearTimeout(leaving)
    leaving = setTimeout(() => range || show(marks.find(mark => mark.matches(':focus-visible'))), 200)
  }

  // The mark at a point, or the nearest that is meant there.
  function at (x, y) {
    let best
    let least = near
    for (const mark of marks) {
      const { left, right, top, bottom } = boxOf(mark)
      const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
      if (away < least) [best, least] = [mark, away]
    }
    return best
  }

  const follow = mark => mark?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }))

  // The first and the last date of the stretch: as EDTF, and in words.
  function dates () {
    const { left, right, width } = plot()
    const [from, to] = [grid.dataset.from * 1000, grid.dataset.to * 1000]
    const ends = range.map(x => {
      const share = (rtl ? right - x : x - left) / width
      return new Date(from + Math.min(Math.max(share, 0), 1) * (to - from - 1))
    }).sort((a, b) => a - b)
    const days = (to - from) / 864e5
    const length = days > 22e3 ? 4 : days > 1100 ? 7 : 10 // as exact as a hand can choose it
    const form = { timeZone: 'UTC', year: 'numeric', month: length > 4 ? 'long' : undefined, day: length > 7 ? 'numeric' : undefined }
    return {
      edtf: ends.map(day => day.toISOString().slice(0, length)),
      words: new Intl.DateTimeFormat(grid.closest('[lang]').lang.replace(/^en$/, 'en-GB'), form).formatRange(...ends)
    }
  }

  // Shows the stretch between two places; none without them.
  function stretch (...ends) {
    range = ends.length ? ends : undefined
    pick.hidden = !range
    if (!range) return
    const [frame, { top, bottom, height }] = [boxOf(strip), boxOf(grid)]
    const [left, right] = [Math.min(...ends), Math.max(...ends)]
    Object.entries({ left: left - frame.left, width: right - left, top: top - frame.top, height }).forEach(([name, px]) => { pick.style[name] = px + 'px' })
    shown = undefined
    say(dates().words, { left, right, bottom })
  }

  function chosen () {
    const { edtf } = dates()
    stretch()
    show()
    choose(...edtf)
  }

  // The mark to which a key leads.
  function towards (key, mark) {
    const along = [...marks].sort((a, b) => boxOf(a).left - boxOf(b).left)
    const i = along.indexOf(mark)
    const laneOf = mark => boxOf(mark.closest('.m')).top
    const away = other => Math.hypot(boxOf(other).left - boxOf(mark).left, laneOf(other) - laneOf(mark))
    const down = { ArrowUp: -1, ArrowDown: 1 }[key]
    if (down) return along.filter(other => (laneOf(other) - laneOf(mark)) * down > 0).sort((a, b) => away(a) - away(b))[0]
    return { ArrowLeft: along[i - 1], ArrowRight: along[i + 1], Home: along.at(rtl ? -1 : 0), End: along.at(rtl ? 0 : -1) }[key]
  }

  const on = (name, listen) => grid.addEventListener(name, listen)
  on('pointerdown', e => {
    const { left, right } = plot()
    stretch()
    start = choose && e.button === 0 && e.clientX >= left && e.clientX <= right ? e.clientX : undefined
  })
  on('pointermove', e => {
    if (start !== undefined && e.buttons && (range || Math.abs(e.clientX - start) > least)) {
      if (!range) grid.setPointerCapture(e.pointerId)
      return stretch(start, e.clientX)
    }
    const mark = at(e.clientX, e.clientY)
    grid.style.cursor = mark ? 'pointer' : ''
    if (mark) show(mark)
    else leave()
  })
  on('pointerleave', leave)
  on('pointercancel', () => dismiss({ key: 'Escape' }))
  on('dragstart', e => e.preventDefault())
  on('click', e => {
    if (start !== undefined && range) {
      e.preventDefault()
      chosen()
    } else if (!e.target.closest('.at')) follow(at(e.clientX, e.clientY))
    start = undefined
  })
  tip.addEventListener('click', () => follow(shown))
  tip.addEventListener('pointerenter', () => clearTimeout(leaving))
  tip.addEventListener('pointerleave', leave)

  on('focusin', ({ target }) => {
    for (const mark of marks) mark.tabIndex = mark === target ? 0 : -1
    if (target.matches(':focus-visible')) show(target)
  })
  on('focusout', () => {
    if (start === undefined) stretch()
    show()
  })
  on('keydown', e => {
    if (e.key === 'Enter' && range) {
      e.preventDefault()
      return chosen()
    }
    const next = towards(e.key, e.target)
    if (!next) return
    e.preventDefault()
    if (!range) anchor = e.target
    next.focus()
    if (!e.shiftKey || !choose) return
    const boxes = [anchor, next].map(mark => boxOf(mark.querySelector('rect'))) // without arrows and numbers
    stretch(Math.min(...boxes.map(box => box.left + 1)), Math.max(...boxes.map(box => box.right - 1)))
  })
}
