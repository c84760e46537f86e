# One colour and one point shape a variant, the same in every chart. They are data of the toolchains, of which
# `make build` makes build/palette.gp (scripts/palette.js): the lists known, which has the names, light, dark, filled
# and hollow. The last of each but `known` is for variants that no toolchain has. A member with a setting has the colour
# of its variant and another shape: that of the first setting of a chart is the next in the list of shapes, and so on.
# Reads: look, chart, theme, settings; the lists of build/palette.gp.
# Sets:  those lists; palette, the names in their order; known, the names in the order of legends and rows; place() of a
#        variant in the lists; colour(), solid(), ring() of a member; steps(), the number of its setting.
file = look.'../../build/palette.gp'
if (!there(file)) { print chart.': build/palette.gp is not there: run `make build`'; exit status 2 }
load file
palette = known

place(v)  = at(palette, v) ? at(palette, v) : words(palette) + 1
colour(m) = word(theme eq 'dark' ? dark : light, place(variant_in(m)))

# The shape that comes `steps` after another one in a list of shapes.
further(shapes, shape, steps) = steps == 0 ? int(shape) : \
  int(word(shapes, (max(1, at(shapes, shape)) - 1 + steps) % words(shapes) + 1))
steps(m)  = setting_in(m) eq '' ? 0 : at(settings, setting_in(m))
solid(m)  = further('5 7 9 11 13 15', word(filled, place(variant_in(m))), steps(m))
ring(m)   = further('4 6 8 10 12 14', word(hollow, place(variant_in(m))), steps(m))
