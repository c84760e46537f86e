;; Strings by the JS string builtins: WebAssembly reads and makes them itself, through an array
;; of code units (charCodeAt in its place took 1.9 times as long for ASCII text on V8 14.6).
;; In linear memory texts are UTF-8, converted as the Encoding Standard says: what is
;; ill-formed becomes U+FFFD, in either direction.
(module
  (type $units (array (mut i16)))
  (import "wasm:js-string" "intoCharCodeArray" (func $intoCharCodeArray (param externref (ref null $units) i32) (result i32)))
  (import "wasm:js-string" "fromCharCodeArray" (func $fromCharCodeArray (param (ref null $units) i32 i32) (result (ref extern))))

  (memory (export "memory") 1)
  (global $units (mut (ref null $units)) (ref.null $units))

  ;; Room for the UTF-16 code units of one string.
  (func (export "reserve") (param $count i32)
    (global.set $units (array.new_default $units (local.get $count))))

  ;; Writes one code point at $to; returns where the next one goes.
  (func $put (param $to i32) (param $point i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $point) (i32.const 0x80))
      (then
        (i32.store8 (local.get $to) (local.get $point))
        (i32.add (local.get $to) (i32.const 1)))
      (else
        (if (result i32) (i32.lt_u (local.get $point) (i32.const 0x800))
          (then
            (i32.store8 (local.get $to) (i32.or (i32.const 0xc0) (i32.shr_u (local.get $point) (i32.const 6))))
            (i32.store8 offset=1 (local.get $to) (call $tail (local.get $point)))
            (i32.add (local.get $to) (i32.const 2)))
          (else
            (if (result i32) (i32.lt_u (local.get $point) (i32.const 0x10000))
              (then
                (i32.store8 (local.get $to) (i32.or (i32.const 0xe0) (i32.shr_u (local.get $point) (i32.const 12))))
                (i32.store8 offset=1 (local.get $to) (call $tail (i32.shr_u (local.get $point) (i32.const 6))))
                (i32.store8 offset=2 (local.get $to) (call $tail (local.get $point)))
                (i32.add (local.get $to) (i32.const 3)))
              (else
                (i32.store8 (local.get $to) (i32.or (i32.const 0xf0) (i32.shr_u (local.get $point) (i32.const 18))))
                (i32.store8 offset=1 (local.get $to) (call $tail (i32.shr_u (local.get $point) (i32.const 12))))
                (i32.store8 offset=2 (local.get $to) (call $tail (i32.shr_u (local.get $point) (i32.const 6))))
                (i32.store8 offset=3 (local.get $to) (call $tail (local.get $point)))
                (i32.add (local.get $to) (i32.const 4)))))))))

  (func $tail (param $bits i32) (result i32)
    (i32.or (i32.const 0x80) (i32.and (local.get $bits) (i32.const 0x3f))))

  ;; The string to UTF-8 at $at, which must have three bytes for each code unit; looks at it as $take of marshal.wat does.
  (func (export "take_string") (param $string externref) (param $at i32) (result i32)
    (local $units (ref null $units)) (local $count i32) (local $i i32) (local $to i32) (local $point i32) (local $low i32)
    (local.set $units (global.get $units))
    (local.set $count (call $intoCharCodeArray (local.get $string) (local.get $units) (i32.const 0)))
    (local.set $to (local.get $at))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (local.set $point (array.get_u $units (local.get $units) (local.get $i)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (if (i32.lt_u (local.get $point) (i32.const 0x80))
          (then
            (i32.store8 (local.get $to) (local.get $point))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (br $next)))
        (if (i32.eq (i32.and (local.get $point) (i32.const 0xf800)) (i32.const 0xd800))
          (then
            (local.set $low (i32.const 0))
            (if (i32.lt_u (local.get $i) (local.get $count))
              (then (local.set $low (array.get_u $units (local.get $units) (local.get $i)))))
            (if (i32.and
                  (i32.lt_u (local.get $point) (i32.const 0xdc00))
                  (i32.eq (i32.and (local.get $low) (i32.const 0xfc00)) (i32.const 0xdc00)))
              (then
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (local.set $point
                  (i32.add
                    (i32.const 0x10000)
                    (i32.or
                      (i32.shl (i32.and (local.get $point) (i32.const 0x3ff)) (i32.const 10))
                      (i32.and (local.get $low) (i32.const 0x3ff))))))
              (else (local.set $point (i32.const 0xfffd))))))
        (local.set $to (call $put (local.get $to) (local.get $point)))
        (br $next)))
    (i32.add
      (i32.or
        (i32.load8_u (local.get $at))
        (i32.shl (i32.load8_u (i32.sub (local.get $to) (i32.const 1))) (i32.const 8)))
      (i32.shl (i32.sub (local.get $to) (local.get $at)) (i32.const 16))))

  ;; The string that $length bytes of UTF-8 stand for.
  (func (export "give_string") (param $at i32) (param $length i32) (result (ref extern))
    (local $units (ref null $units)) (local $count i32) (local $end i32)
    (local $lead i32) (local $point i32) (local $missing i32) (local $low i32) (local $high i32) (local $tail i32)
    (local.set $units (global.get $units))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $lead (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.lt_u (local.get $lead) (i32.const 0x80))
          (then
            (array.set $units (local.get $units) (local.get $count) (local.get $lead))
            (local.set $count (i32.add (local.get $count) (i32.const 1)))
            (br $next)))
        ;; The two most frequent: two bytes, and three of which the lead allows any others.
        (if (i32.and
              (i32.lt_u (i32.sub (local.get $lead) (i32.const 0xc2)) (i32.const 0x1e))
              (i32.lt_u (local.get $at) (local.get $end)))
          (then
            (local.set $tail (i32.xor (i32.load8_u (local.get $at)) (i32.const 0x80)))
            (if (i32.lt_u (local.get $tail) (i32.const 0x40))
              (then
                (array.set $units (local.get $units) (local.get $count)
                  (i32.or (i32.shl (i32.and (local.get $lead) (i32.const 0x1f)) (i32.const 6)) (local.get $tail)))
                (local.set $count (i32.add (local.get $count) (i32.const 1)))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (br $next)))))
        (if (i32.and
              (i32.and
                (i32.lt_u (i32.sub (local.get $lead) (i32.const 0xe1)) (i32.const 0x0f))
                (i32.ne (local.get $lead) (i32.const 0xed)))
              (i32.lt_u (i32.add (local.get $at) (i32.const 1)) (local.get $end)))
          (then
            (local.set $high (i32.xor (i32.load8_u (local.get $at)) (i32.const 0x80)))
            (local.set $tail (i32.xor (i32.load8_u offset=1 (local.get $at)) (i32.const 0x80)))
            (if (i32.lt_u (i32.or (local.get $high) (local.get $tail)) (i32.const 0x40))
              (then
                (array.set $units (local.get $units) (local.get $count)
                  (i32.or
                    (i32.or
                      (i32.shl (i32.and (local.get $lead) (i32.const 0x0f)) (i32.const 12))
                      (i32.shl (local.get $high) (i32.const 6)))
                    (local.get $tail)))
                (local.set $count (i32.add (local.get $count) (i32.const 1)))
                (local.set $at (i32.add (local.get $at) (i32.const 2)))
                (br $next)))))
        ;; All others: how many bytes belong to it, and what the next may be.
        (local.set $missing
          (select
            (i32.const 0)
            (i32.add
              (i32.add (i32.const 1) (i32.ge_u (local.get $lead) (i32.const 0xe0)))
              (i32.ge_u (local.get $lead) (i32.const 0xf0)))
            (i32.or (i32.lt_u (local.get $lead) (i32.const 0xc2)) (i32.gt_u (local.get $lead) (i32.const 0xf4)))))
        (local.set $low
          (select (i32.const 0xa0)
            (select (i32.const 0x90) (i32.const 0x80) (i32.eq (local.get $lead) (i32.const 0xf0)))
            (i32.eq (local.get $lead) (i32.const 0xe0))))
        (local.set $high
          (select (i32.const 0x9f)
            (select (i32.const 0x8f) (i32.const 0xbf) (i32.eq (local.get $lead) (i32.const 0xf4)))
            (i32.eq (local.get $lead) (i32.const 0xed))))
        (local.set $point
          (select
            (i32.and (local.get $lead) (i32.shr_u (i32.const 0x3f) (local.get $missing)))
            (i32.const 0xfffd)
            (local.get $missing)))
        (block $whole
          (loop $tails
            (br_if $whole (i32.eqz (local.get $missing)))
            (local.set $tail (i32.const 0))
            (if (i32.lt_u (local.get $at) (local.get $end)) (then (local.set $tail (i32.load8_u (local.get $at)))))
            (if (i32.or (i32.lt_u (local.get $tail) (local.get $low)) (i32.gt_u (local.get $tail) (local.get $high)))
              (then
                (local.set $point (i32.const 0xfffd))
                (br $whole)))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (local.set $point (i32.or (i32.shl (local.get $point) (i32.const 6)) (i32.and (local.get $tail) (i32.const 0x3f))))
            (local.set $low (i32.const 0x80))
            (local.set $high (i32.const 0xbf))
            (local.set $missing (i32.sub (local.get $missing) (i32.const 1)))
            (br $tails)))
        (if (i32.gt_u (local.get $point) (i32.const 0xffff))
          (then
            (array.set $units (local.get $units) (local.get $count) (i32.add (i32.const 0xd7c0) (i32.shr_u (local.get $point) (i32.const 10))))
            (local.set $count (i32.add (local.get $count) (i32.const 1)))
            (local.set $point (i32.or (i32.const 0xdc00) (i32.and (local.get $point) (i32.const 0x3ff))))))
        (array.set $units (local.get $units) (local.get $count) (local.get $point))
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (br $next)))
    (call $fromCharCodeArray (local.get $units) (i32.const 0) (local.get $count))))
