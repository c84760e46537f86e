;; Linear memory at work: written and read, copied and filled by instruction or by loop, and left on purpose.
(module
  ;; As growable as it can be; memory-fixed.wat is the other.
  (memory (export "memory") 1 65536)

  (func (export "put") (param $address i32) (param $byte i32)
    (i32.store8 (local.get $address) (local.get $byte)))

  ;; Traps where the address lies outside.
  (func (export "get") (param $address i32) (result i32)
    (i32.load8_u (local.get $address)))

  ;; Traps where the address lies outside, by a comparison of its own.
  (func (export "get_checked") (param $address i32) (result i32)
    (if (i32.ge_u (local.get $address) (i32.shl (memory.size) (i32.const 16)))
      (then (unreachable)))
    (i32.load8_u (local.get $address)))

  ;; Of n 32-bit words from 0 on.
  (func (export "sum") (param $n i32) (result i32)
    (local $at i32) (local $end i32) (local $total i32)
    (local.set $end (i32.shl (local.get $n) (i32.const 2)))
    (loop $next
      (local.set $total (i32.add (local.get $total) (i32.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $total))

  (func (export "copy_bulk") (param $to i32) (param $from i32) (param $bytes i32)
    (memory.copy (local.get $to) (local.get $from) (local.get $bytes)))

  (func (export "copy_bytes") (param $to i32) (param $from i32) (param $bytes i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $to) (local.get $bytes)))
    (loop $next
      (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; $bytes is a multiple of 8.
  (func (export "copy_words") (param $to i32) (param $from i32) (param $bytes i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $to) (local.get $bytes)))
    (loop $next
      (i64.store (local.get $to) (i64.load (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  (func (export "fill_bulk") (param $to i32) (param $byte i32) (param $bytes i32)
    (memory.fill (local.get $to) (local.get $byte) (local.get $bytes)))

  ;; $bytes is a multiple of 8.
  (func (export "fill_words") (param $to i32) (param $byte i32) (param $bytes i32)
    (local $end i32) (local $word i64)
    (local.set $end (i32.add (local.get $to) (local.get $bytes)))
    (local.set $word (i64.mul (i64.extend_i32_u (local.get $byte)) (i64.const 0x0101010101010101)))
    (loop $next
      (i64.store (local.get $to) (local.get $word))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end))))))
