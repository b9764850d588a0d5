/// From methods with [dev.willow.spring.WillowListener] to workers: methods are found when all beans are there ([ListenerScan]), each is
/// checked and becomes a [ListenerDefinition], and [ListenerLifecycle] runs a worker for each while the application runs.
package dev.willow.spring.listener;
