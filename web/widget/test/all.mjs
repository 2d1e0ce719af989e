// All tests in one process, so that they share one server and one browser.
import "./access.test.mjs";
import "./datewords.test.mjs";
import "./docs.test.mjs";
import "./embed.test.mjs";
import "./live.test.mjs";
import "./locales.test.mjs";
import "./long.test.mjs";
import "./states.test.mjs";
