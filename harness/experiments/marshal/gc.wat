;; Objects as WasmGC structs: JavaScript has them made, and holds what it cannot look into.
(module
  (type $point (struct (field $x f64) (field $y f64) (field $id i32)))
  (type $points (array (mut (ref null $point))))

  (global $kept (mut (ref null $point)) (ref.null $point))

  (func (export "point") (param $x f64) (param $y f64) (param $id i32) (result (ref $point))
    (struct.new $point (local.get $x) (local.get $y) (local.get $id)))

  ;; An object came in: kept.
  (func (export "keep") (param $point (ref $point)) (result f64)
    (global.set $kept (local.get $point))
    (call $value (local.get $point)))

  (func (export "points") (param $count i32) (result (ref $points))
    (array.new_default $points (local.get $count)))

  (func (export "set") (param $points (ref $points)) (param $i i32) (param $x f64) (param $y f64) (param $id i32)
    (array.set $points (local.get $points) (local.get $i)
      (struct.new $point (local.get $x) (local.get $y) (local.get $id))))

  (func (export "sum") (param $points (ref $points)) (result f64)
    (local $i i32) (local $total f64)
    (loop $next
      (local.set $total
        (f64.add
          (local.get $total)
          (call $value (array.get $points (local.get $points) (local.get $i)))))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (array.len (local.get $points)))))
    (local.get $total))

  (func $value (param $point (ref null $point)) (result f64)
    (f64.add
      (f64.add (struct.get $point $x (local.get $point)) (struct.get $point $y (local.get $point)))
      (f64.convert_i32_s (struct.get $point $id (local.get $point)))))

  ;; For verification: what was kept, what is in a list, what is in a point.
  (func (export "kept") (result (ref null $point)) (global.get $kept))
  (func (export "forget") (global.set $kept (ref.null $point)))
  (func (export "at") (param $points (ref $points)) (param $i i32) (result (ref null $point))
    (array.get $points (local.get $points) (local.get $i)))
  (func (export "x") (param $point (ref $point)) (result f64) (struct.get $point $x (local.get $point)))
  (func (export "y") (param $point (ref $point)) (result f64) (struct.get $point $y (local.get $point)))
  (func (export "id") (param $point (ref $point)) (result i32) (struct.get $point $id (local.get $point))))
