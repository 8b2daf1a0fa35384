/** A work order of field service, as far as the apps look at it. What they don't know stays in it. */
export interface Job {
	OrderNum: string;
	OrderStatus?: string;
	OrderType?: string;
	OrderDate?: string;
	Priority?: string;
	Title?: string;
	Description?: string;
	Remarks?: string;
	ReasonCode?: string;
	RejectReasonCode?: string;
	UserName?: string;
	PrimaryUserName?: string;
	PlannedStartDate?: string;
	PlannedEndDate?: string;
	DispatchStatus?: number;
	DispatchUTC?: string;
	IsDelivered?: boolean;
	IsRead?: boolean;
	HardStop?: boolean | string;
	Paused?: boolean;
	ApptWnd?: { Desc?: string; Earliest?: string; Latest?: string };
	TimeConstraints?: TimeConstraint[];
	ActualTravelStartDate?: string;
	ActualTravelEndDate?: string;
	ActualStartDate?: string;
	ActualEndDate?: string;
	Account?: Section & { AccountNum?: string; Name?: string; Notes?: string; Contacts?: Contact[]; Addresses?: Address[] };
	Location?: Section & { LocationNum?: string; Name?: string; Notes?: string; Address?: Address; Contacts?: Contact[] };
	Assets?: Asset[];
	Tasks?: { TaskID: string; Title?: string; Desc?: string; Status?: string; ActualStart?: string; ActualEnd?: string }[];
	Items?: Item[];
	Notes?: JobNote[];
	TechNotes?: JobNote[];
	Photos?: { ID?: string; URL?: string; Note?: string; Date?: string }[];
	Totals?: Record<string, unknown>;
	[member: string]: unknown;
}

interface Section {
	[member: string]: unknown;
}

export interface TimeConstraint {
	ID?: string;
	Desc?: string;
	Type?: string;
	Period?: { Start?: string; End?: string };
}

export interface Address {
	AddrLine1?: string;
	City?: string;
	Region?: string;
	Zip?: string;
	Lat?: string | number;
	Lon?: string | number;
}

export interface Contact {
	FirstName?: string;
	LastName?: string;
	Email?: string;
	Phones?: { PhoneNum?: string }[];
}

export interface Asset {
	AssetNum?: string;
	Desc?: string;
	Mfg?: string;
	Model?: string;
	SerialNum?: string;
}

export interface Item {
	ID?: string;
	ProdNum?: string;
	Qty?: number;
	Price?: number;
	IsChargeable?: boolean;
	ProdAttrs?: { Desc?: string };
}

export interface JobNote {
	ID?: string;
	Author?: string;
	Date?: string;
	ReadOnly?: boolean;
	Text?: string;
}
