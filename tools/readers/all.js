// All tests in one process, so that they share one server and one browser.

import './dashboard.test.js'
import './dashboards.test.js'
import './duckdb.test.js'
import './fixtures.test.js'
import './jsonld.test.js'
import './spreadsheet.test.js'
import './timelinejs.test.js'
