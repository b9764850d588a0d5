/// The three services as processes, what they stand on and what lies between them, each part of which can be made to fail. Start at
/// [Scene].
package dev.willow.faults.scene;
