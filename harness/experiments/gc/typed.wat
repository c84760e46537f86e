;; The accessors of gc.wat for references of the very type: the engine checks each argument before it calls.
(module
  (type $point (struct (field $x (mut f64)) (field $y (mut f64))))
  (func (export "point") (param f64 f64) (result (ref $point))
    (struct.new $point (local.get 0) (local.get 1)))
  (func (export "x") (param (ref $point)) (result f64)
    (struct.get $point $x (local.get 0)))
  (func (export "y") (param (ref $point)) (result f64)
    (struct.get $point $y (local.get 0)))
  (func (export "set_x") (param (ref $point) f64)
    (struct.set $point $x (local.get 0) (local.get 1)))
  (func (export "set_y") (param (ref $point) f64)
    (struct.set $point $y (local.get 0) (local.get 1))))
