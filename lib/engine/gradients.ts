/**
 * Registers the gradients of TensorFlow.js's operations. Its core leaves them out in Node, and offers them to nobody but
 * the union package, which registers them when it is loaded.
 */
import '@tensorflow/tfjs';
