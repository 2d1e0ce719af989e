// Opens the page at the event that its address names: by ?event= where nothing
// behind the # says more, and by #e- where the event is on another page of the story.
(() => {
  const mark = 'e-'
  const open = () => {
    const address = new URL(location.href)
    const asked = address.searchParams.get('event')
    if (!address.hash && asked && document.getElementById(mark + asked)) location.replace('#' + mark + asked)
    const named = address.hash.startsWith('#' + mark) ? address.hash.slice(1 + mark.length) : ''
    if (!named || named === asked || document.getElementById(mark + named)) return
    address.searchParams.delete('cursor')
    address.searchParams.set('event', named)
    location.replace(address)
  }
  addEventListener('hashchange', open)
  open()
})()
