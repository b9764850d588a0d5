/// The engine of a service within its process: its settings, its health, and the end of the process when it can go on no
/// longer.
///
/// A service declares one bean, `Engine<C, E> engine(EngineSettings settings)`, made with
/// [dev.willow.engine.Engines#start]; it is closed after the last answer was sent.
package dev.willow.kit.host;
