use crate::neuron::Target;
use crate::neuron::hlo::View;
use crate::neuron::hlo::proto::{HloModule, Instruction, PrimitiveType, Shape};
use crate::neuron::hlo::view::Body;

/// What is checked.
pub(super) struct Subject<'m> {
    pub(super) module: &'m HloModule,
    pub(super) view: View<'m>,
    pub(super) target: Target,
}

/// An instruction in its computation.
#[derive(Clone, Copy)]
pub(super) struct Site<'s, 'm> {
    pub(super) body: &'s Body<'m>,
    pub(super) instruction: &'m Instruction,
}

impl<'m> Subject<'m> {
    pub(super) fn new(module: &'m HloModule, target: Target) -> Self {
        Self { module, view: View::new(module), target }
    }

    /// Every instruction, in the module's order.
    pub(super) fn sites(&self) -> impl Iterator<Item = Site<'_, 'm>> {
        let bodies = self.view.bodies().iter();
        bodies.flat_map(|body| {
            body.instructions().iter().map(move |instruction| Site { body, instruction })
        })
    }

    /// Every instruction of one of the opcodes.
    pub(super) fn of<'s>(
        &'s self,
        opcodes: &'static [&'static str],
    ) -> impl Iterator<Item = Site<'s, 'm>> {
        self.sites().filter(|site| opcodes.contains(&site.instruction.opcode.as_str()))
    }

    /// The entry's parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &'m Instruction> {
        let entry = self.view.entry().map_or(&[][..], |body| body.instructions());
        entry.iter().filter(|i| i.opcode == "parameter")
    }

    /// The instructions whose values are the module's results: the parts of the root's tuple, or the
    /// root itself.
    pub(super) fn results(&self) -> Vec<&'m Instruction> {
        let Some((entry, root)) = self.view.entry().and_then(|body| Some((body, body.root()?)))
        else {
            return Vec::new();
        };
        if root.opcode != "tuple" {
            return vec![root];
        }
        (0..root.operand_ids.len()).filter_map(|n| entry.operand(root, n)).collect()
    }
}

impl<'m> Site<'_, 'm> {
    pub(super) fn operand(&self, n: usize) -> Option<&'m Instruction> {
        self.body.operand(self.instruction, n)
    }

    /// Element type of the `n`th operand.
    pub(super) fn operand_type(&self, n: usize) -> Option<PrimitiveType> {
        self.operand(n).and_then(element_type)
    }
}

/// Element type of an instruction's value.
pub(super) fn element_type(instruction: &Instruction) -> Option<PrimitiveType> {
    instruction.shape.as_ref().map(Shape::element_type)
}
