/// What single steps cost within a service, by JMH: the index, the tables, JSON, the engine. [Steps] runs all of them.
///
/// Tables are driven by [Turns] as the engine drives them, with neither log nor threads.
package dev.willow.bench.micro;
