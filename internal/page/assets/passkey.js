// Passkeys: hands the challenge of a form to the browser, and sends what it answers.
// Without scripts, or where the browser has none, the form stays hidden.
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0))
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const listed = list => (list ?? []).map(key => ({ ...key, id: bytes(key.id) }))

  function asked (options) {
    const publicKey = { ...options, challenge: bytes(options.challenge) }
    if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) }
    if (options.excludeCredentials) publicKey.excludeCredentials = listed(options.excludeCredentials)
    if (options.allowCredentials) publicKey.allowCredentials = listed(options.allowCredentials)
    return publicKey
  }

  function answered ({ id, rawId, type, authenticatorAttachment, response }, extensions) {
    const parts = {}
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[name]) parts[name] = text(response[name])
    }
    if (response.getTransports) parts.transports = response.getTransports()
    return { id, rawId: text(rawId), type, authenticatorAttachment: authenticatorAttachment ?? undefined, response: parts, clientExtensionResults: extensions }
  }

  if (!window.PublicKeyCredential) return
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async event => {
      event.preventDefault()
      const failed = form.querySelector('[role="alert"]')
      failed.hidden = true
      try {
        const publicKey = asked(JSON.parse(form.dataset.options))
        const credential = await (form.dataset.passkey === 'create' ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }))
        form.elements.state.value = form.dataset.state
        form.elements.credential.value = JSON.stringify(answered(credential, credential.getClientExtensionResults()))
        form.submit()
      } catch {
        failed.hidden = false
      }
    })
  }
})()
