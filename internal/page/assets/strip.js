// Attends to the strip of the page. A stretch that is chosen on it narrows the
// list, as the form of two dates does; in a frame there is no way back from that.
for (const grid of document.querySelectorAll('.strip__grid')) {
  const choose = (from, to) => {
    const address = new URL(location.href)
    for (const name of ['cursor', 'event', 'date']) address.searchParams.delete(name)
    address.searchParams.set('from', from)
    address.searchParams.set('to', to)
    address.hash = ''
    location.assign(address)
  }
  const hint = document.getElementById('strip-hint')
  if (hint) hint.hidden = false
  attend(grid, hint ? choose : undefined)
}
