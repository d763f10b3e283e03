#!/usr/bin/env bash
# Speed on a graphics card, beside PyTorch on the same card. `bench/gpu.sh pack` gathers what a bare machine lacks (Node,
# packages, the compiled project, the Vulkan loader) in build/gpu/runtime.tar.xz. On the machine with the card,
# `bench/gpu.sh` measures, from the checkout where that is installed and built, or else from the archive. `--json`,
# `--batch N`, and `--software` for a processor in the place of a graphics card go on to the benchmark.
set -euo pipefail
cd "$(dirname "$0")/.."
archive=build/gpu/runtime.tar.xz

# Folders of the packages that the compiled files named import, with all that these depend on.
packages() {
  node --input-type=module - "$@" <<'EOF'
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const files = new Set();
const folders = new Set();
function addPackage(name, from) {
  for (let place = from; ; place = dirname(place)) {
    const folder = join(place, 'node_modules', name);
    if (existsSync(folder)) {
      if (folders.has(folder)) return;
      folders.add(folder);
      const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      for (const dependency of Object.keys(dependencies)) addPackage(dependency, folder);
      return;
    }
    if (place === '.' || place === dirname(place)) return;
  }
}
function addFile(file) {
  if (files.has(file)) return;
  files.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import|require\)?)[\s(]*'([^']+)'/g)) {
    if (name.startsWith('.')) addFile(join(dirname(file), name));
    else if (!name.startsWith('node:')) addPackage(/^(@[^/]+\/)?[^/]+/.exec(name)[0], '.');
  }
}
for (const file of process.argv.slice(2)) addFile(file);
for (const name of ['webgpu', '@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu']) addPackage(name, '.');
console.log([...folders].join('\n'));
EOF
}

pack() {
  npm run --silent build
  local stage=build/gpu/stage
  rm -rf "$stage" && mkdir -p "$stage/lib"
  packages dist/bench/{gpu,engine-contestant}.js dist/lib/engine/webgpu/print-adapter.js |
    tar --create --exclude='*.map' --exclude='*.d.ts' --exclude='*.min.js' --exclude='*.es2017.js' --exclude='*.fesm*' \
      --exclude=miniprogram --exclude='win32-*' --exclude='darwin-*' --exclude="linux-$(other_processor)" --files-from - |
    tar --extract --directory "$stage"
  cp -r dist package.json "$stage"
  mkdir -p "$stage/bench" && cp bench/torch_contestant.py "$stage/bench"
  cp "$(command -v node)" "$stage/node"
  local loader
  loader=$(ldconfig -p | awk '/libvulkan\.so\.1 .*=>/ { print $NF; exit }')
  if [ -n "$loader" ]; then cp -L "$loader" "$stage/lib/libvulkan.so.1"; else echo "No Vulkan loader to pack: the machine with the card must have libvulkan1."; fi
  tar --create --directory "$stage" . | xz -T0 -6 >"$archive"
  rm -rf "$stage"
  echo "$archive, $(du -m "$archive" | cut -f1) MiB, for $(uname -sm). Carry it beside bench/gpu.sh, then run that."
}

other_processor() { if [ "$(uname -m)" = x86_64 ]; then echo arm64; else echo x64; fi; }

# Where Dawn finds the driver: the loader from the archive where the machine has none, and NVIDIA's description of its
# driver where containers put it.
find_vulkan() {
  if [ -f "$1/lib/libvulkan.so.1" ] && ! ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1'; then
    export LD_LIBRARY_PATH="$PWD/$1/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  fi
  local description=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
  if [ -z "${VK_DRIVER_FILES:-}" ] && [ -f "$description" ]; then export VK_DRIVER_FILES="$description"; fi
}

# The Python that has PyTorch.
find_python() {
  local python
  for python in ${PYTHON:-} python3 /usr/bin/python3; do
    if "$python" -c 'import torch' 2>/dev/null; then echo "$python" && return; fi
  done
  echo python3
}

measure() {
  local home
  if command -v node >/dev/null && [ -f dist/bench/gpu.js ] && [ -d node_modules/@tensorflow/tfjs-core ]; then
    home=.
  elif [ -f "$archive" ]; then
    home=build/gpu/runtime
    if [ "$archive" -nt "$home/package.json" ]; then
      rm -rf "$home" && mkdir -p "$home"
      tar --extract --touch --file "$archive" --directory "$home"
    fi
    export PATH="$PWD/$home:$PATH"
  else
    echo "Neither a built checkout nor $archive is here: run 'bench/gpu.sh pack' where the project is installed, and carry the archive here." >&2
    exit 1
  fi
  find_vulkan "$home"
  if command -v nvidia-smi >/dev/null; then nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader || true; fi
  PYTHON=$(find_python) exec node "$home/dist/bench/gpu.js" "$@"
}

if [ "${1:-}" = pack ]; then pack; else measure "$@"; fi
