// All tests in one process, so that they share one browser.
import './access.test.js'
import './addresses.test.js'
import './content.test.js'
import './docs.test.js'
import './explore.test.js'
import './fixtures.test.js'
import './keyboard.test.js'
import './pictures.test.js'
