// Tells the page around the frame how high the timeline is, and again when that
// changes. docs/embedding.md has the message. It says nothing that the page
// around could not know, so it goes to whoever that is.
(() => {
  if (parent === window) return
  const main = document.getElementById('main')
  let told = 0
  const tell = () => {
    const height = Math.ceil(main.getBoundingClientRect().bottom + scrollY)
    if (height === told) return
    told = height
    parent.postMessage({ type: 'dateline-height', height }, '*')
  }
  new ResizeObserver(tell).observe(main)
  tell()
})()
