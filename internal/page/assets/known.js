// Plays what was known when: a button goes on from step to step, until the last,
// and is there with scripts alone. It plays while it has the focus: who goes on to
// read, or to another window, has paused it. Each step is an address of its own, so a
// page tells the one after it that it plays, and where on the screen the reader looked.
(() => {
  const look = 4000 // milliseconds for each step
  const key = 'dateline-play'
  let told
  try {
    told = JSON.parse(sessionStorage.getItem(key))
    sessionStorage.removeItem(key)
  } catch {
    return // where nothing is kept, no page knows of the one before it
  }
  for (const button of document.querySelectorAll('[data-play]')) {
    const { play, pause, more } = button.dataset
    const word = button.textContent
    const next = new URL(play, location.href)
    next.hash = ''
    let timer

    const step = how => {
      sessionStorage.setItem(key, JSON.stringify({ line: button.name, to: next.href, top: button.getBoundingClientRect().top }))
      location[how](next.href)
    }
    const halt = () => {
      clearTimeout(timer)
      timer = undefined
      button.textContent = word
    }
    button.addEventListener('click', () => {
      button.focus() // a click alone does not give it in every browser
      if (timer) halt()
      else step('assign')
    })
    button.addEventListener('blur', halt)
    button.hidden = false
    if (told?.line !== button.name || told.to !== location.href) continue
    scrollBy({ top: button.getBoundingClientRect().top - told.top, behavior: 'instant' })
    button.focus({ preventScroll: true })
    if (more === undefined) continue // the last step
    button.textContent = pause
    timer = setTimeout(() => step('replace'), look) // so that one way back leads to where it began
  }
})()
