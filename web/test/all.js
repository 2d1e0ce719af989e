// All tests in one process, so that they share one browser.
import './access.test.js'
import './addresses.test.js'
import './content.test.js'
import './keyboard.test.js'
import './media.test.js'
import './pictures.test.js'
