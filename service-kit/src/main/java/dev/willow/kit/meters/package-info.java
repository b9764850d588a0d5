/// What a service measures of itself for `/actuator/prometheus`, in a bounded number of series, whatever users send.
///
/// What a state machine holds is looked at by one [LatestPicture] in one turn of the engine, at most every few seconds.
/// [NamedGauges] shows of what users name (queues, rules) a few by their names and sums up the others.
package dev.willow.kit.meters;
