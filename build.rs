//! Has the linker say, in the workbench's wasm, which function and which constant uses which: the page is divided by it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bin=corrigenda=--emit-relocs");
    }
}
