// Writes the land of Natural Earth, 1:110 million, as one SVG path: longitudes
// across, latitudes down (so north is negative), in tenths of a degree, each
// ring on a line of its own. There are coasts in it and no borders.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

const require = createRequire(import.meta.url)
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/land-110m.json'), 'utf8'))
const rings = []
for (const { geometry } of feature(atlas, atlas.objects.land).features) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  for (const polygon of polygons) for (const ring of polygon) rings.push(ring)
}

// A ring that crosses the antimeridian goes on beyond 180 degrees instead of
// jumping back, and is there a second time on the other side. One around a pole
// is closed along the edge of the map.
const unrolled = rings.flatMap(ring => {
  let turn = 0
  const points = ring.map(([lon, lat], i) => {
    if (i) {
      const step = lon - ring[i - 1][0]
      if (step > 180) turn -= 360
      if (step < -180) turn += 360
    }
    return [lon + turn, lat]
  })
  const [[first], [last]] = [points[0], points.at(-1)]
  if (Math.abs(last - first) > 180) {
    const pole = points[0][1] < 0 ? -90 : 90
    points.push([last, pole], [first, pole], points[0])
  }
  const shifted = by => points.map(([lon, lat]) => [lon + by, lat])
  const lons = points.map(([lon]) => lon)
  const both = [points]
  if (Math.max(...lons) > 180) both.push(shifted(-360))
  if (Math.min(...lons) < -180) both.push(shifted(360))
  return both
})

// A ring is its first point and the steps from there, which are short numbers.
const lines = unrolled.map(ring => {
  let [x, y] = [0, 0]
  const steps = []
  for (const [lon, lat] of ring.slice(0, -1)) {
    const [nx, ny] = [Math.round(lon * 10), Math.round(-lat * 10)]
    if (steps.length && nx === x && ny === y) continue
    steps.push(steps.length ? `${nx - x} ${ny - y}` : `M${nx} ${ny}l`)
    ;[x, y] = [nx, ny]
  }
  return steps[0] + steps.slice(1).join(' ').replaceAll(' -', '-') + 'z'
})
writeFileSync(new URL('../../internal/page/assets/land.path', import.meta.url), lines.join('\n') + '\n')
