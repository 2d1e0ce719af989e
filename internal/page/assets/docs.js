// On the documentation: a language that is chosen for one example is chosen for
// all, here and on the next page, and an address of before the routes had pages
// of their own leads on to where the route is now.
(() => {
  const key = 'dateline-docs-language'
  const choose = language => {
    for (const radio of document.querySelectorAll('.samples input')) radio.checked = radio.value === language
  }
  addEventListener('change', ({ target }) => {
    const from = target.closest('.samples')
    if (!from) return
    const top = from.getBoundingClientRect().top
    choose(target.value)
    scrollBy(0, from.getBoundingClientRect().top - top) // those above have become longer or shorter
    try { localStorage.setItem(key, target.value) } catch { /* not allowed: for this page alone, then */ }
  })
  try {
    const kept = localStorage.getItem(key)
    if (kept && document.querySelector(`.samples input[value="${CSS.escape(kept)}"]`)) choose(kept)
  } catch { /* not allowed: as the page came */ }
  const lead = () => {
    const moved = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector(':scope > a[data-moved]')
    if (moved) location.replace(moved.href)
  }
  addEventListener('hashchange', lead)
  lead()
})()
