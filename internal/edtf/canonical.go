package edtf

// appendTo writes the canonical spelling of d. It is the input but for two
// things that can be written in several ways: where qualifiers stand, and
// offsets of whole hours or zero.
//
// It never leaves the level of the input, so that ?2001 and 2001? both stay.
func (d *single) appendTo(dst []byte) []byte {
	head := d.qualifiers.head(d.components)
	if head == d.components && d.qualifiers.parted && d.bareLevel() < Level2 {
		head = 0 // one qualifier at the end would be level 1
	}
	for n := range d.components {
		if n > 0 {
			dst = append(dst, '-')
		}
		if n >= head {
			dst = d.qualifiers.of[n].append(dst)
		}
		switch n {
		case 0:
			dst = append(dst, d.year.text...)
		case 1:
			dst = append(dst, d.month[:]...)
		case 2:
			dst = append(dst, d.day[:]...)
		}
		if n == head-1 {
			dst = d.qualifiers.of[n].append(dst)
		}
	}
	return d.clock.appendTo(dst)
}

func (c *clock) appendTo(dst []byte) []byte {
	if c.unit == "" {
		return dst
	}
	dst = append(append(dst, 'T'), c.text...)
	if !c.zoned {
		return dst
	}
	switch {
	case c.offset == 0:
		return append(dst, 'Z')
	case c.offset < 0:
		dst = append(dst, '-')
	default:
		dst = append(dst, '+')
	}
	minutes := max(c.offset, -c.offset)
	return appendTwo(append(appendTwo(dst, minutes/60), ':'), minutes%60)
}
