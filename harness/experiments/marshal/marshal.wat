;; The WebAssembly side of the experiment marshal: little, and the same whichever way data came.
(module
  (memory (export "memory") 1)

  ;; Bytes or a text came in: looks at the first and the last.
  (func $take (export "take") (param $at i32) (param $length i32) (result i32)
    (i32.add
      (i32.or
        (i32.load8_u (local.get $at))
        (i32.shl (i32.load8_u (i32.sub (i32.add (local.get $at) (local.get $length)) (i32.const 1))) (i32.const 8)))
      (i32.shl (local.get $length) (i32.const 16))))

  ;; Bytes go out, other ones than last time: the first is made anew.
  (func (export "give") (param $at i32) (param $first i32) (result i32)
    (i32.store8 (local.get $at) (local.get $first))
    (local.get $at))

  ;; A text goes out: the even or the odd one.
  (func (export "give_text") (param $even i32) (param $odd i32) (param $turn i32) (result i32)
    (select (local.get $odd) (local.get $even) (i32.and (local.get $turn) (i32.const 1))))

  ;; An object came in as fields: kept as a struct of 24 bytes (x, y, id).
  (func (export "keep") (param $at i32) (param $x f64) (param $y f64) (param $id i32) (result f64)
    (f64.store (local.get $at) (local.get $x))
    (f64.store offset=8 (local.get $at) (local.get $y))
    (i32.store offset=16 (local.get $at) (local.get $id))
    (f64.add (f64.add (local.get $x) (local.get $y)) (f64.convert_i32_s (local.get $id))))

  ;; Structs came in.
  (func (export "sum") (param $at i32) (param $count i32) (result f64)
    (local $end i32) (local $total f64)
    (local.set $end (i32.add (local.get $at) (i32.mul (local.get $count) (i32.const 24))))
    (loop $next
      (local.set $total
        (f64.add
          (local.get $total)
          (f64.add
            (f64.add (f64.load (local.get $at)) (f64.load offset=8 (local.get $at)))
            (f64.convert_i32_s (i32.load offset=16 (local.get $at))))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 24))) (local.get $end))))
    (local.get $total)))
