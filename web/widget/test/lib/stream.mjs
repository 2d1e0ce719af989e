import { createServer, request } from "node:http";
import { atTheEnd } from "./cleanup.mjs";

/**
 * A server that passes everything on to a real one, but for the stream of
 * changes: that it sends itself, or answers with another status when told so.
 */
export async function streaming(origin, { status = 200 } = {}) {
  const listeners = new Set();
  const asked = [], times = [];
  const server = createServer((req, res) => {
    if (!req.url.startsWith("/v1/events/stream")) {
      req.pipe(request(origin + req.url, { method: req.method, headers: req.headers }, (answer) => {
        res.writeHead(answer.statusCode, answer.headers);
        answer.pipe(res);
      }));
      return;
    }
    asked.push(req.url);
    times.push(performance.now());
    res.writeHead(status, { "Content-Type": status === 200 ? "text/event-stream" : "application/problem+json", "Access-Control-Allow-Origin": "*" });
    if (status !== 200) return res.end("{}");
    res.write(": open\n\n");
    listeners.add(res);
    res.on("close", () => listeners.delete(res));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  let seq = 0;
  return {
    set status(value) {
      status = value;
    },
    /** Ends all streams, to which browsers come back at once. */
    drop() {
      for (const res of listeners) res.end("retry: 10\n\n");
    },
    origin: `http://127.0.0.1:${server.address().port}`,
    asked,
    times, // when
    listeners,
    send(name, id) {
      seq++;
      const data = name === "remove" ? { id, seq, reason: "retracted" } : { id, title: "As it is now" };
      for (const res of listeners) res.write(`event: ${name}\ndata: ${JSON.stringify(data)}\nid: ${seq}\n\n`);
    },
  };
}
