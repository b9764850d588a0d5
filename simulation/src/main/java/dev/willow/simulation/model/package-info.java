/// What must be so at every moment, held against what the services and their users say.
package dev.willow.simulation.model;
