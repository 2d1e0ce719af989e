// Gives each chart two buttons that save it as a picture: as SVG, and as PNG at
// twice its size. What is drawn is what the page shows, with its colours and
// fonts written into it, its title above and the page's address below.
(() => {
  const words = document.documentElement.dataset
  const drawn = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linejoin', 'opacity', 'vector-effect', 'paint-order',
    'font-family', 'font-size', 'font-style', 'font-weight', 'text-anchor', 'transform', 'transform-box', 'transform-origin', 'direction', 'display', 'visibility']
  const make = (name, attributes, text) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value)
    if (text) e.textContent = text
    return e
  }

  // A copy that needs no style sheet, and leads nowhere.
  function standing (e) {
    const copy = e.cloneNode(false)
    for (const name of ['class', 'href', 'tabindex', 'aria-hidden', 'focusable']) copy.removeAttribute(name)
    const style = getComputedStyle(e)
    for (const name of drawn) if (style.getPropertyValue(name)) copy.style.setProperty(name, style.getPropertyValue(name))
    for (const child of e.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode())
      else if (child.nodeType === Node.ELEMENT_NODE && !child.matches('title, .hit')) copy.append(standing(child))
    }
    return copy
  }

  function picture (figure) {
    const [head, foot, room] = [34, 26, 12]
    const box = figure.querySelector('svg').parentElement.getBoundingClientRect()
    const [width, height] = [Math.ceil(box.width) + 2 * room, Math.ceil(box.height) + head + foot]
    const page = getComputedStyle(document.body)
    const svg = make('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, direction: page.direction })
    const says = (text, y, size, weight) => {
      const start = page.direction === 'rtl' ? width - room : room
      svg.append(make('text', { x: start, y, fill: page.color, 'font-family': page.fontFamily, 'font-size': size, 'font-weight': weight }, text))
    }
    svg.append(standing(document.querySelector('.defs defs')), make('rect', { width, height, fill: page.backgroundColor }))
    says(`${figure.dataset.chart} – ${document.querySelector('h1').textContent}`, 20, 14, 700)
    for (const one of box.width ? figure.querySelectorAll('svg') : []) {
      if (one.closest('figcaption') || one.parentElement.closest('svg')) continue
      const at = one.getBoundingClientRect()
      const copy = standing(one)
      for (const [key, value] of Object.entries({ x: at.x - box.x + room, y: at.y - box.y + head, width: at.width, height: at.height })) copy.setAttribute(key, value)
      svg.append(copy)
    }
    for (const name of figure.querySelectorAll('.net__in li')) {
      const [at, style] = [name.getBoundingClientRect(), getComputedStyle(name)]
      svg.append(make('text', { x: (page.direction === 'rtl' ? at.right : at.left) - box.x + room, y: at.y + at.height / 2 - box.y + head + 4, fill: style.color, 'font-family': style.fontFamily, 'font-size': style.fontSize }, name.textContent))
    }
    says(location.href, height - 9, 10, 400)
    return { width, height, text: new XMLSerializer().serializeToString(svg) }
  }

  function save (href, name) {
    const link = document.createElement('a')
    link.href = href
    link.download = name
    link.click()
  }

  for (const figure of document.querySelectorAll('figure[data-chart]')) {
    const line = document.createElement('p')
    line.className = 'chart-save'
    line.append(words.save)
    for (const kind of ['SVG', 'PNG']) {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = kind
      button.setAttribute('aria-label', `${words.save}: ${figure.dataset.chart}, ${kind}`)
      button.addEventListener('click', async () => {
        const { width, height, text } = picture(figure)
        const name = `dateline-${figure.dataset.name}.${kind.toLowerCase()}`
        const address = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text)
        if (kind === 'SVG') return save(address, name)
        const image = new Image()
        image.src = address
        await image.decode()
        const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: 2 * height })
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
        save(canvas.toDataURL('image/png'), name)
      })
      line.append(button)
    }
    figure.querySelector('figcaption').append(line)
  }
})()
