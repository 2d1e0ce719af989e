// Adds to a page what is not missed without scripts: a button that copies each
// snippet. Nothing here changes what the page says.
(() => {
  const words = document.documentElement.dataset
  if (!navigator.clipboard) return
  for (const code of document.querySelectorAll('.snippet, .url .code')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button copy'
    button.textContent = words.copy
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.value ?? code.textContent)
        button.textContent = words.copied
        setTimeout(() => { button.textContent = words.copy }, 2000)
      } catch {
        button.remove() // not allowed here; the text can be selected
      }
    })
    code.after(button)
  }
})()
