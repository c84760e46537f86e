;; Points (x, y) in linear memory, 16 bytes each, from address 0. What gc.wat does with structs of the collector.
(module
  (memory (export "memory") 25)

  (func (export "sum") (param $n i32) (result f64)
    (local $at i32) (local $end i32) (local $x f64) (local $y f64)
    (local.set $end (i32.shl (local.get $n) (i32.const 4)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $x (f64.add (local.get $x) (f64.load (local.get $at))))
        (local.set $y (f64.add (local.get $y) (f64.load offset=8 (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (f64.add (local.get $x) (local.get $y)))

  (func (export "move") (param $n i32) (param $dx f64) (param $dy f64)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $n) (i32.const 4)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (f64.store (local.get $at) (f64.add (f64.load (local.get $at)) (local.get $dx)))
        (f64.store offset=8 (local.get $at) (f64.add (f64.load offset=8 (local.get $at)) (local.get $dy)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next))))

  ;; An arena that begins at 0 again each time: nothing is ever freed one by one.
  (func (export "make") (param $n i32)
    (local $i i32) (local $at i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (f64.store (local.get $at)
          (f64.add (f64.mul (f64.convert_i32_u (local.get $i)) (f64.const 0.70710678)) (f64.const 0.05)))
        (f64.store offset=8 (local.get $at)
          (f64.add (f64.mul (f64.convert_i32_u (local.get $i)) (f64.const 0.31830989)) (f64.const 0.25)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))))
