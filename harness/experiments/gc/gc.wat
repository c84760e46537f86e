;; Points (x, y) as structs of the engine's collector, in an array of references. What gc-linear.wat does in
;; linear memory; and accessors, since JavaScript sees nothing of such a struct without.
(module
  (type $point (struct (field $x (mut f64)) (field $y (mut f64))))
  (type $points (array (mut (ref null $point))))
  (global $points (mut (ref null $points)) (ref.null $points))

  (func (export "sum") (param $n i32) (result f64)
    (local $i i32) (local $x f64) (local $y f64)
    (local $points (ref null $points)) (local $point (ref null $point))
    (local.set $points (global.get $points))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (local.set $point (array.get $points (local.get $points) (local.get $i)))
        (local.set $x (f64.add (local.get $x) (struct.get $point $x (local.get $point))))
        (local.set $y (f64.add (local.get $y) (struct.get $point $y (local.get $point))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (f64.add (local.get $x) (local.get $y)))

  (func (export "move") (param $n i32) (param $dx f64) (param $dy f64)
    (local $i i32) (local $points (ref null $points)) (local $point (ref null $point))
    (local.set $points (global.get $points))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (local.set $point (array.get $points (local.get $points) (local.get $i)))
        (struct.set $point $x (local.get $point)
          (f64.add (struct.get $point $x (local.get $point)) (local.get $dx)))
        (struct.set $point $y (local.get $point)
          (f64.add (struct.get $point $y (local.get $point)) (local.get $dy)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))

  ;; The array before and its points are garbage from here on.
  (func (export "make") (param $n i32)
    (local $i i32) (local $points (ref $points))
    (local.set $points (array.new_default $points (local.get $n)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (array.set $points (local.get $points) (local.get $i)
          (struct.new $point
            (f64.add (f64.mul (f64.convert_i32_u (local.get $i)) (f64.const 0.70710678)) (f64.const 0.05))
            (f64.add (f64.mul (f64.convert_i32_u (local.get $i)) (f64.const 0.31830989)) (f64.const 0.25))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (global.set $points (local.get $points)))

  (func (export "reserve") (param $n i32)
    (global.set $points (array.new_default $points (local.get $n))))
  (func (export "put") (param $i i32) (param $point (ref null $point))
    (array.set $points (global.get $points) (local.get $i) (local.get $point)))
  (func (export "at") (param $i i32) (result (ref null $point))
    (array.get $points (global.get $points) (local.get $i)))

  ;; An engine that compiles these into JavaScript (V8 does) wants them to take any reference and check it
  ;; themselves; gc-typed.wat has them otherwise.
  (func (export "point") (param f64 f64) (result (ref $point))
    (struct.new $point (local.get 0) (local.get 1)))
  (func (export "x") (param externref) (result f64)
    (struct.get $point $x (ref.cast (ref $point) (any.convert_extern (local.get 0)))))
  (func (export "y") (param externref) (result f64)
    (struct.get $point $y (ref.cast (ref $point) (any.convert_extern (local.get 0)))))
  (func (export "set_x") (param externref f64)
    (struct.set $point $x (ref.cast (ref $point) (any.convert_extern (local.get 0))) (local.get 1)))
  (func (export "set_y") (param externref f64)
    (struct.set $point $y (ref.cast (ref $point) (any.convert_extern (local.get 0))) (local.get 1))))
