package edtf

// The sub-year groupings of ISO 8601-2, which stand in place of a month. Level
// 1 has only the four seasons of no stated hemisphere.
const (
	firstSeason      = 21
	lastLevel1Season = 24
	lastSeason       = 41
)

// seasons gives the first month of each grouping and its length in months. The
// standard names them without saying when they are. Seasons are meteorological
// here, and those of no stated hemisphere northern; one that starts in December
// belongs to the year of that December.
var seasons = [lastSeason - firstSeason + 1]struct{ first, months int }{
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 21-24: spring, summer, autumn, winter
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 25-28: northern
	{9, 3}, {12, 3}, {3, 3}, {6, 3}, // 29-32: southern
	{1, 3}, {4, 3}, {7, 3}, {10, 3}, // 33-36: quarters
	{1, 4}, {5, 4}, {9, 4}, // 37-39: quadrimesters, of four months each
	{1, 6}, {7, 6}, // 40-41: semesters
}
